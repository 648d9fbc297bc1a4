package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Text;
import java.util.ArrayList;
import java.util.List;

/** Refuses values in texts that are read before there is any value. */
final class PlainTexts {
  private PlainTexts() {}

  static void check(Decl.Runbook tree, Findings findings) {
    metadata(tree).forEach(text -> demand(text, Code.METADATA_WRONG, "metadata", findings));
    for (Decl.Drill drill : tree.items(Decl.Drill.class)) {
      demand(drill.title(), Code.DRILL_WRONG, "a drill's title", findings);
      demand(drill.world(), Code.DRILL_WRONG, "the name of a world", findings);
      drill.items().stream()
          .filter(Decl.Fault.class::isInstance)
          .map(Decl.Fault.class::cast)
          .forEach(fault -> demand(fault.what(), Code.DRILL_WRONG, "a fault", findings));
    }
  }

  private static List<Text> metadata(Decl.Runbook tree) {
    List<Text> texts = new ArrayList<>();
    tree.items(Decl.Owner.class).forEach(it -> texts.add(it.value()));
    tree.items(Decl.Alert.class).forEach(it -> texts.add(it.name()));
    tree.items(Decl.Symptom.class).forEach(it -> texts.add(it.text()));
    tree.items(Decl.Tags.class).forEach(it -> texts.addAll(it.values()));
    tree.items(Decl.ExampleWorld.class).forEach(it -> texts.add(it.world()));
    for (Decl.Contact contact : tree.items(Decl.Contact.class)) {
      texts.add(contact.who());
      contact.details().forEach(detail -> texts.add(detail.value()));
    }
    return texts;
  }

  private static void demand(Text text, Code code, String place, Findings findings) {
    if (!text.isPlain()) {
      Text.Part inserted =
          text.parts().stream().filter(Text.Inserted.class::isInstance).findFirst().orElseThrow();
      findings.add(
          Diagnostic.error(code, inserted.span(), place + " is read before anything has a value")
              .here("nothing can be put in here")
              .help("write the text out"));
    }
  }
}
