package io.godel.runbook.inventory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A container of a workload's pods.
 *
 * @param ports that it declares
 * @param variables whose values stand in the manifest
 * @param configMaps that variables of it are read from when it starts
 * @param mounts where volumes lie in its file system
 * @param probed the ports that its probes ask, each number or name
 * @param arguments of its program, command and args
 */
public record Container(
    String name,
    String image,
    List<Port> ports,
    Map<String, String> variables,
    Set<String> configMaps,
    List<String> mounts,
    List<String> probed,
    List<String> arguments) {
  private static final List<String> PROBES =
      List.of("livenessProbe", "readinessProbe", "startupProbe");

  public Container {
    ports = List.copyOf(ports);
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    configMaps = Collections.unmodifiableSet(new LinkedHashSet<>(configMaps));
    mounts = List.copyOf(mounts);
    probed = List.copyOf(probed);
    arguments = List.copyOf(arguments);
  }

  /** A port by its number, and by its name where it has one. */
  public record Port(int number, String name) {
    boolean is(String said) {
      return said.equals(Integer.toString(number)) || said.equals(name);
    }
  }

  static Container of(Tree tree) {
    List<Port> ports = new ArrayList<>();
    for (Tree port : tree.list("ports")) {
      port.number("containerPort")
          .ifPresent(number -> ports.add(new Port(number, port.text("name").orElse(""))));
    }
    Map<String, String> variables = new LinkedHashMap<>();
    Set<String> configMaps = new LinkedHashSet<>();
    for (Tree variable : tree.list("env")) {
      Optional<String> name = variable.text("name");
      variable.text("value").ifPresent(value -> name.ifPresent(it -> variables.put(it, value)));
      variable.text("valueFrom", "configMapKeyRef", "name").ifPresent(configMaps::add);
    }
    for (Tree source : tree.list("envFrom")) {
      source.text("configMapRef", "name").ifPresent(configMaps::add);
    }
    List<String> mounts = new ArrayList<>();
    tree.list("volumeMounts").forEach(mount -> mount.text("mountPath").ifPresent(mounts::add));
    List<String> probed = new ArrayList<>();
    for (String probe : PROBES) {
      tree.text(probe, "httpGet", "port").ifPresent(probed::add);
      tree.text(probe, "tcpSocket", "port").ifPresent(probed::add);
    }
    List<String> arguments = new ArrayList<>(tree.texts("command"));
    arguments.addAll(tree.texts("args"));
    return new Container(
        tree.text("name").orElse(""),
        tree.text("image").orElse(""),
        ports,
        variables,
        configMaps,
        mounts,
        probed,
        arguments);
  }

  /** Whether it says which ports it has; one that says none may have any. */
  public boolean declares(String port) {
    return ports.isEmpty() || ports.stream().anyMatch(it -> it.is(port));
  }
}
