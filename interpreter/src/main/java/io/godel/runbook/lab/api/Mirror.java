package io.godel.runbook.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.backend.simulated.kubernetes.ApiView;
import io.godel.runbook.backend.simulated.kubernetes.Cluster;
import io.godel.runbook.backend.simulated.kubernetes.Documents;
import io.godel.runbook.backend.simulated.kubernetes.ModelObject;
import io.godel.runbook.backend.simulated.kubernetes.Shown;
import io.godel.runbook.lab.store.ResourceType;
import io.godel.runbook.lab.store.ResourceTypes;
import io.godel.runbook.lab.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Keeps the documents of the store as the model is: what has changed there is a new version. */
public final class Mirror {
  private final Store store;
  private final ApiView model;
  private final Random random;
  private final Map<Place, Object> known = new HashMap<>();
  private final Map<Object, Place> places = new IdentityHashMap<>();

  /** What clients have written and the model has taken over, until it is shown. */
  private final Map<Place, ObjectNode> written = new HashMap<>();

  private record Place(ResourceType type, String namespace, String name) {}

  /**
   * @param ahead how far the time that is shown is ahead of the model's
   * @param seed of the uids
   */
  public Mirror(Store store, Cluster cluster, Duration ahead, long seed) {
    this.store = store;
    this.random = new Random(seed);
    this.model = new ApiView(new Shown(cluster, ahead, this::shown));
  }

  private Optional<ObjectNode> shown(Object identity) {
    return Optional.ofNullable(places.get(identity))
        .flatMap(place -> store.find(place.type(), place.namespace(), place.name()));
  }

  /** The model, as those see it who ask it for more than documents. */
  public ApiView view() {
    return model;
  }

  ApiView model() {
    return model;
  }

  String now() {
    return model.shown().now();
  }

  String uid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  /** How the model has the objects of a kind, if it knows it at all. */
  Optional<Documents> documents(ResourceType type) {
    return Optional.ofNullable(model.kinds().get(type.kind()));
  }

  /** To be called after everything that may have changed the model. */
  public void sync() {
    List<Map.Entry<Place, ModelObject>> all = new ArrayList<>();
    Set<Place> there = new HashSet<>();
    for (Map.Entry<String, Documents> kind : model.kinds().entrySet()) {
      ResourceType type = ResourceTypes.ofKind(kind.getKey()).orElseThrow();
      for (ModelObject object : kind.getValue().all()) {
        Place place = new Place(type, object.namespace(), object.name());
        all.add(Map.entry(place, object));
        there.add(place);
        if (known.containsKey(place) && known.get(place) != object.identity()) {
          forget(place);
        }
      }
    }
    List.copyOf(known.keySet()).stream().filter(it -> !there.contains(it)).forEach(this::forget);
    all.forEach(entry -> show(entry.getKey(), entry.getValue()));
  }

  private void forget(Place place) {
    places.remove(known.remove(place));
    store.remove(place.type(), place.namespace(), place.name());
  }

  private void show(Place place, ModelObject object) {
    ObjectNode client = written.remove(place);
    if (!known.containsKey(place)) {
      known.put(place, object.identity());
      places.put(object.identity(), place);
      ObjectNode document = client == null ? made(object) : client;
      object.overlay().accept(document);
      store.put(place.type(), document);
      return;
    }
    ObjectNode before = store.find(place.type(), place.namespace(), place.name()).orElseThrow();
    ObjectNode document = client == null ? before.deepCopy() : client;
    object.overlay().accept(document);
    if (!document.equals(before)) {
      store.put(place.type(), document);
    }
  }

  /** One that a controller made. */
  private ObjectNode made(ModelObject object) {
    ObjectNode document = object.first().get();
    ObjectNode metadata = document.withObject("/metadata");
    if (!metadata.has("uid")) {
      metadata.put("uid", uid());
    }
    metadata.put("creationTimestamp", now());
    return document;
  }

  /** Makes an object of the model, with the document that a client wrote. */
  void create(ResourceType type, ObjectNode document) {
    Place place = place(type, document);
    written.put(place, document);
    documents(type).orElseThrow().create(document);
    sync();
  }

  void write(ResourceType type, ObjectNode before, ObjectNode after) {
    written.put(place(type, after), after);
    documents(type).orElseThrow().write(before, after);
    sync();
  }

  void delete(ResourceType type, String namespace, String name, boolean forced) {
    documents(type).orElseThrow().delete(namespace, name, forced);
    sync();
  }

  private static Place place(ResourceType type, ObjectNode document) {
    return new Place(
        type,
        document.at("/metadata/namespace").asText(""),
        document.at("/metadata/name").asText());
  }
}
