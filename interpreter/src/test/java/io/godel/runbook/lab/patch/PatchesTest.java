package io.godel.runbook.lab.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What the kinds of patches make of documents. */
final class PatchesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException malformed) {
      throw new AssertionError(text, malformed);
    }
  }

  private static void strategic(String before, String patch, String after) throws PatchException {
    ObjectNode patched = StrategicPatch.apply((ObjectNode) json(before), (ObjectNode) json(patch));
    assertEquals(json(after), patched);
  }

  private static void steps(String before, String patch, String after) throws PatchException {
    assertEquals(json(after), JsonPatch.apply(json(before), json(patch)));
  }

  @Test
  void itemsWithAKeyAreMergedOneByOne() throws PatchException {
    strategic(
        "{'containers':[{'name':'a','image':'1','env':[{'name':'X','value':'1'}]},{'name':'b'}]}",
        "{'containers':[{'name':'a','env':[{'name':'Y','value':'2'}]}]}",
        "{'containers':[{'name':'a','image':'1','env':[{'name':'X','value':'1'},"
            + "{'name':'Y','value':'2'}]},{'name':'b'}]}");
  }

  @Test
  void anItemIsTakenOut() throws PatchException {
    strategic(
        "{'containers':[{'name':'a'},{'name':'b'}]}",
        "{'containers':[{'name':'a','$patch':'delete'}]}",
        "{'containers':[{'name':'b'}]}");
  }

  /** As Kubernetes 1.20 did: the container then had a variable without a value. */
  @Test
  void whatIsTakenOutOfNoListIsPutThere() throws PatchException {
    strategic(
        "{'containers':[{'name':'a'}]}",
        "{'containers':[{'name':'a','env':[{'name':'X','$patch':'delete'}]}]}",
        "{'containers':[{'name':'a','env':[{'name':'X'}]}]}");
    strategic(
        "{'containers':[{'name':'a','env':[]}]}",
        "{'containers':[{'name':'a','env':[{'name':'X','$patch':'delete'}]}]}",
        "{'containers':[{'name':'a','env':[]}]}");
  }

  @Test
  void aListWithoutAKeyIsReplaced() throws PatchException {
    strategic("{'command':['a','b']}", "{'command':['c']}", "{'command':['c']}");
  }

  @Test
  void aWholeIsReplacedWhereThatIsSaid() throws PatchException {
    strategic(
        "{'labels':{'a':'1'},'x':1}",
        "{'labels':{'$patch':'replace','b':'2'}}",
        "{'labels':{'b':'2'},'x':1}");
    strategic(
        "{'containers':[{'name':'a'},{'name':'b'}]}",
        "{'containers':[{'$patch':'replace'},{'name':'c'}]}",
        "{'containers':[{'name':'c'}]}");
  }

  @Test
  void onlyTheFieldsThatAreNamedAreRetained() throws PatchException {
    strategic(
        "{'strategy':{'type':'RollingUpdate','rollingUpdate':{'maxSurge':1}}}",
        "{'strategy':{'$retainKeys':['type'],'type':'Recreate'}}",
        "{'strategy':{'type':'Recreate'}}");
  }

  @Test
  void theOrderOfItemsIsSet() throws PatchException {
    strategic(
        "{'env':[{'name':'A'},{'name':'B'}]}",
        "{'$setElementOrder/env':[{'name':'C'},{'name':'A'}],'env':[{'name':'C'}]}",
        "{'env':[{'name':'C'},{'name':'A'},{'name':'B'}]}");
  }

  @Test
  void finalizersAreAddedAndTakenOut() throws PatchException {
    strategic("{'finalizers':['a']}", "{'finalizers':['b']}", "{'finalizers':['a','b']}");
    strategic(
        "{'finalizers':['a','b']}",
        "{'$deleteFromPrimitiveList/finalizers':['a']}",
        "{'finalizers':['b']}");
  }

  @Test
  void anItemNeedsItsKey() {
    assertThrows(
        PatchException.class,
        () -> strategic("{'containers':[]}", "{'containers':[{'image':'1'}]}", "{}"));
  }

  @Test
  void theStepsOfAJsonPatch() throws PatchException {
    steps("{'a':[1,3]}", "[{'op':'add','path':'/a/1','value':2}]", "{'a':[1,2,3]}");
    steps("{'a':[1]}", "[{'op':'add','path':'/a/-','value':2}]", "{'a':[1,2]}");
    steps("{'a':1}", "[{'op':'replace','path':'/a','value':2}]", "{'a':2}");
    steps("{'a/b':1,'c':2}", "[{'op':'remove','path':'/a~1b'}]", "{'c':2}");
    steps("{'a':1}", "[{'op':'move','from':'/a','path':'/b'}]", "{'b':1}");
    steps("{'a':1}", "[{'op':'copy','from':'/a','path':'/b'}]", "{'a':1,'b':1}");
    steps("{'a':1}", "[{'op':'test','path':'/a','value':1}]", "{'a':1}");
  }

  @Test
  void aStepThatCannotBeTakenIsRefused() {
    for (String patch :
        new String[] {
          "[{'op':'test','path':'/a','value':2}]",
          "[{'op':'remove','path':'/b'}]",
          "[{'op':'replace','path':'/b','value':1}]",
          "[{'op':'add','path':'/b/c','value':1}]",
          "[{'op':'add','path':'/l/9','value':1}]",
          "[{'op':'add','path':'/a'}]",
          "[{'op':'burn','path':'/a'}]",
          "[{'op':'add','path':'a','value':1}]",
          "{}"
        }) {
      assertThrows(
          PatchException.class, () -> JsonPatch.apply(json("{'a':1,'l':[1]}"), json(patch)), patch);
    }
  }

  @Test
  void theDocumentIsLeftAsItWas() throws PatchException {
    JsonNode before = json("{'a':{'b':[1]}}");
    JsonPatch.apply(before, json("[{'op':'remove','path':'/a/b/0'}]"));
    MergePatch.apply(before, json("{'a':{'b':null}}"));
    StrategicPatch.apply((ObjectNode) before, (ObjectNode) json("{'a':null}"));
    assertEquals(json("{'a':{'b':[1]}}"), before);
  }

  @Property
  void whatWasMergedOnceIsMerged(
      @ForAll("documents") JsonNode before, @ForAll("documents") JsonNode patch) {
    JsonNode once = MergePatch.apply(before, patch);
    assertEquals(once, MergePatch.apply(once, patch));
  }

  @Property
  void strategicMergesLikeAMergePatchWhereNoListIs(
      @ForAll("documents") ObjectNode before, @ForAll("documents") ObjectNode patch)
      throws PatchException {
    assertEquals(MergePatch.apply(before, patch), StrategicPatch.apply(before, patch));
  }

  /** Objects of objects, with values and nulls at their ends. */
  @Provide
  Arbitrary<ObjectNode> documents() {
    Arbitrary<JsonNode> ends =
        Arbitraries.of(json("1"), json("'x'"), json("true"), json("null"), json("{}"));
    return objects(Arbitraries.oneOf(ends, objects(Arbitraries.oneOf(ends, objects(ends)))));
  }

  private static Arbitrary<ObjectNode> objects(Arbitrary<? extends JsonNode> values) {
    return Arbitraries.maps(Arbitraries.of("a", "b", "c"), values)
        .ofMaxSize(3)
        .map(PatchesTest::of);
  }

  private static ObjectNode of(Map<String, ? extends JsonNode> fields) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    fields.forEach(object::set);
    return object;
  }
}
