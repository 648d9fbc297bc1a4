package io.godel.runbook.report;

import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.types.Action;
import io.godel.runbook.types.Library;
import io.godel.runbook.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The reference of the modules as a page in Markdown, made of their own signatures and comments.
 */
public final class LibraryPage {
  private static final String HEAD =
      """
      # The standard library

      This page is made from the modules themselves: from their signatures, and from the comments
      that stand before each declaration. A test compares it with them; to write it anew, run that
      test with `-Dgolden.rewrite=true`.

      A runbook names the modules that it uses (`use k8s, pg`). The names of `core` need no prefix.
      `x.action(y)` is the same as `module.action(x, y)`. What the words on this page mean is told in
      [language.md](language.md): effects, evidence, lost answers, limits.
      """;

  private final Library library;
  private final ActionEntry entries;
  private final StringBuilder page = new StringBuilder(HEAD);

  private LibraryPage(Library library) {
    this.library = library;
    this.entries = new ActionEntry(library);
  }

  /**
   * @param texts of the modules that the library was made of, in the order of the page
   */
  public static String of(Library library, List<FileTree> texts) {
    LibraryPage page = new LibraryPage(library);
    List<Decl.Module> modules =
        texts.stream()
            .flatMap(text -> text.declarations().stream())
            .map(Decl.Module.class::cast)
            .toList();
    page.contents(modules);
    modules.forEach(page::module);
    return page.page.toString();
  }

  private void line(String line) {
    page.append(line).append('\n');
  }

  private void contents(List<Decl.Module> modules) {
    line("");
    line("| module | |");
    line("| --- | --- |");
    for (Decl.Module module : modules) {
      line("| [`%s`](#%s) | %s |".formatted(module.name(), module.name(), firstSentence(module)));
    }
  }

  private static String firstSentence(Decl.Module module) {
    return Markdown.cell(Markdown.doc(module.doc()).split("\n\n", 2)[0]);
  }

  private void module(Decl.Module module) {
    line("");
    line("## " + module.name());
    line("");
    line(Markdown.doc(module.doc()));
    List<Decl> types = module.items().stream().filter(LibraryPage::isType).toList();
    if (!types.isEmpty()) {
      line("");
      line("| type | |");
      line("| --- | --- |");
      types.forEach(type -> type(module, type));
    }
    List<Action> actions = actions(module);
    looking(actions.stream().filter(action -> !needsSection(action)).toList());
    actions.stream().filter(LibraryPage::needsSection).forEach(this::section);
  }

  private static boolean isType(Decl item) {
    return item instanceof Decl.TypeDecl
        || item instanceof Decl.EvidenceDecl
        || item instanceof Decl.Record
        || item instanceof Decl.Enum;
  }

  private void type(Decl.Module module, Decl item) {
    if (item instanceof Decl.TypeDecl it) {
      String parent = it.parent().map(name -> "is `" + module.name() + "." + name + "`").orElse("");
      String base = it.base().map(type -> "a checked `" + type.dotted() + "`").orElse("a handle");
      String form = it.pattern().map(text -> ": `" + text.plain() + "`").orElse("");
      row(module, it.name().text(), List.of(base + form, parent), it.doc());
    } else if (item instanceof Decl.EvidenceDecl it) {
      String name = it.name() + "<" + it.parameter() + ">";
      row(module, name, List.of("an evidence", makers(module, it)), it.doc());
    } else if (item instanceof Decl.Enum it) {
      String constants =
          it.constants().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
      row(module, it.name().text(), List.of("one of " + constants), it.doc());
    } else if (item instanceof Decl.Record it) {
      row(module, it.name().text(), List.of(fields(module, it)), it.doc());
    }
  }

  private void row(Decl.Module module, String name, List<String> facts, Optional<Decl.Doc> doc) {
    String told =
        facts.stream().filter(fact -> !fact.isEmpty()).collect(Collectors.joining(", ")) + ". ";
    line(
        "| `%s.%s` | %s |"
            .formatted(module.name(), name, Markdown.cell(told + Markdown.doc(doc)).strip()));
  }

  private String makers(Decl.Module module, Decl.EvidenceDecl evidence) {
    String name = module.name() + "." + evidence.name();
    return "made by "
        + library.actions().values().stream()
            .filter(
                action ->
                    action.result() instanceof Type.EvidenceOf made && made.name().equals(name))
            .map(action -> "`" + action.qualifiedName() + "`")
            .collect(Collectors.joining(", "));
  }

  private String fields(Decl.Module module, Decl.Record record) {
    Type.RecordType type =
        (Type.RecordType) library.types().get(module.name() + "." + record.name());
    List<String> fields = new ArrayList<>();
    for (Decl.Field field : record.fields()) {
      String name = field.name().text();
      String doc = field.doc().map(it -> " (" + Markdown.doc(field.doc()) + ")").orElse("");
      fields.add("`" + name + ": " + type.field(name).orElseThrow().shown() + "`" + doc);
    }
    return "a record of " + String.join(", ", fields);
  }

  private List<Action> actions(Decl.Module module) {
    return module.items().stream()
        .map(LibraryPage::actionName)
        .flatMap(Optional::stream)
        .map(name -> library.action(module.name() + "." + name).orElseThrow())
        .toList();
  }

  private static Optional<String> actionName(Decl item) {
    if (item instanceof Decl.NativeAction it) {
      return Optional.of(it.name().text());
    }
    return item instanceof Decl.ComposedAction it
        ? Optional.of(it.name().text())
        : Optional.empty();
  }

  /** What acts and what proves is told at length; what only looks in one row. */
  private static boolean needsSection(Action action) {
    return action.effect().acts() || action.result() instanceof Type.EvidenceOf;
  }

  private void looking(List<Action> actions) {
    if (actions.isEmpty()) {
      return;
    }
    line("");
    line("| looks | effect | needs | at most | |");
    line("| --- | --- | --- | --- | --- |");
    actions.forEach(action -> line(entries.row(action)));
  }

  private void section(Action action) {
    line("");
    line("### " + action.qualifiedName());
    line("");
    line("`" + entries.signature(action) + "`");
    line("");
    line(Markdown.text(action.doc()));
    line("");
    entries.facts(action).forEach(fact -> line("- " + fact));
  }
}
