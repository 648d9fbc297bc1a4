package io.godel.runbook.syntax;

import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.grammar.RunbookParser.*;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes declarations of parse trees; with its two companions the only code that sees them. */
final class AstBuilder {
  private final Tokens tokens;
  private final ExprBuilder exprs;
  private final StmtBuilder stmts;

  AstBuilder(Tokens tokens) {
    this.tokens = tokens;
    this.exprs = new ExprBuilder(tokens);
    this.stmts = new StmtBuilder(tokens, exprs);
  }

  FileTree file(FileContext file) {
    List<Name> uses = new ArrayList<>();
    file.useLine().forEach(use -> use.name().forEach(name -> uses.add(exprs.name(name))));
    List<Decl> declarations = new ArrayList<>();
    for (TopLevelContext top : file.topLevel()) {
      topLevel(top).ifPresent(declarations::add);
    }
    return new FileTree(tokens.source(), uses, declarations, tokens.comments());
  }

  private Optional<Decl> topLevel(TopLevelContext top) {
    if (top instanceof TopRunbookContext it) {
      return Optional.of(runbook(it.runbook()));
    }
    if (top instanceof TopModuleContext it) {
      return Optional.of(module(it.module()));
    }
    if (top instanceof TopRecordContext it) {
      return Optional.of(record(it.recordDecl()));
    }
    if (top instanceof TopEnumContext it) {
      return Optional.of(enumeration(it.enumDecl()));
    }
    return Optional.empty();
  }

  private Decl runbook(RunbookContext runbook) {
    List<Decl> items = new ArrayList<>();
    for (RunbookItemContext item : runbook.runbookItem()) {
      runbookItem(item).ifPresent(items::add);
    }
    return new Decl.Runbook(
        exprs.name(runbook.name()),
        exprs.text(runbook.text()),
        tokens.docBefore(runbook),
        items,
        tokens.span(runbook));
  }

  private Optional<Decl> runbookItem(RunbookItemContext item) {
    if (item instanceof ItemMetadataContext it) {
      return metadata(it.metadata());
    }
    if (item instanceof ItemParamContext it) {
      return Optional.of(param(it.paramDecl()));
    }
    if (item instanceof ItemLetContext it) {
      Stmt.Let let = stmts.let(it.let());
      return Optional.of(new Decl.Value(let, let.span()));
    }
    if (item instanceof ItemInvariantContext it) {
      InvariantContext invariant = it.invariant();
      return Optional.of(
          new Decl.Invariant(
              exprs.text(invariant.text()), exprs.expr(invariant.expr()), tokens.span(invariant)));
    }
    if (item instanceof ItemAssessContext it) {
      return Optional.of(
          new Decl.Assess(stmts.block(it.assess().block()), tokens.span(it.assess())));
    }
    if (item instanceof ItemScenarioContext it) {
      return Optional.of(scenario(it.scenario()));
    }
    if (item instanceof ItemRecoveredContext it) {
      return Optional.of(
          new Decl.Recovered(stmts.block(it.recovered().block()), tokens.span(it.recovered())));
    }
    if (item instanceof ItemAfterwardsContext it) {
      List<Text> tasks = it.afterwards().text().stream().map(exprs::text).toList();
      return Optional.of(new Decl.Afterwards(tasks, tokens.span(it.afterwards())));
    }
    return declarationItem(item);
  }

  private Optional<Decl> declarationItem(RunbookItemContext item) {
    if (item instanceof ItemTestContext it) {
      return Optional.of(new DrillBuilder(tokens, exprs).drill(it.testDecl()));
    }
    if (item instanceof ItemRecordContext it) {
      return Optional.of(record(it.recordDecl()));
    }
    if (item instanceof ItemEnumContext it) {
      return Optional.of(enumeration(it.enumDecl()));
    }
    if (item instanceof ItemActionContext it) {
      return Optional.of(composed(it.actionDecl()));
    }
    return Optional.empty();
  }

  private Optional<Decl> metadata(MetadataContext line) {
    Span span = tokens.span(line);
    if (line instanceof MetaOwnerContext it) {
      return Optional.of(new Decl.Owner(exprs.text(it.text()), span));
    }
    if (line instanceof MetaReviewedContext it) {
      return Optional.of(
          new Decl.Reviewed(
              tokens.literals().date(it.DATE()), tokens.literals().duration(it.DURATION()), span));
    }
    if (line instanceof MetaSeverityContext it) {
      return Optional.of(new Decl.SeverityOf(exprs.name(it.name()), span));
    }
    if (line instanceof MetaAlertContext it) {
      return Optional.of(new Decl.Alert(exprs.text(it.text()), span));
    }
    if (line instanceof MetaSymptomContext it) {
      return Optional.of(new Decl.Symptom(exprs.text(it.text()), span));
    }
    if (line instanceof MetaContactContext it) {
      return Optional.of(contact(it));
    }
    if (line instanceof MetaRelatedContext it) {
      return Optional.of(new Decl.Related(it.name().stream().map(exprs::name).toList(), span));
    }
    if (line instanceof MetaTagsContext it) {
      return Optional.of(new Decl.Tags(it.text().stream().map(exprs::text).toList(), span));
    }
    if (line instanceof MetaExampleContext it) {
      return Optional.of(new Decl.ExampleWorld(exprs.text(it.text()), span));
    }
    return Optional.empty();
  }

  private Decl contact(MetaContactContext contact) {
    List<Decl.ContactDetail> details = new ArrayList<>();
    for (int i = 0; i < contact.IDENT().size(); i++) {
      details.add(
          new Decl.ContactDetail(exprs.name(contact.IDENT(i)), exprs.text(contact.text(i + 1))));
    }
    return new Decl.Contact(exprs.text(contact.text(0)), details, tokens.span(contact));
  }

  private Decl param(ParamDeclContext param) {
    return new Decl.Param(
        exprs.name(param.name()),
        exprs.type(param.typeRef()),
        Optional.ofNullable(param.where).map(exprs::expr),
        Optional.ofNullable(param.value).map(exprs::expr),
        tokens.docBefore(param),
        tokens.span(param));
  }

  private Decl scenario(ScenarioContext scenario) {
    return new Decl.Scenario(
        exprs.name(scenario.name()),
        exprs.text(scenario.text()),
        Optional.ofNullable(scenario.expr()).map(exprs::expr),
        stmts.block(scenario.block()),
        tokens.docBefore(scenario),
        tokens.span(scenario));
  }

  // Modules

  private Decl module(ModuleContext module) {
    List<Decl> items = new ArrayList<>();
    for (ModuleItemContext item : module.moduleItem()) {
      moduleItem(item).ifPresent(items::add);
    }
    return new Decl.Module(
        exprs.name(module.name()), tokens.docBefore(module), items, tokens.span(module));
  }

  private Optional<Decl> moduleItem(ModuleItemContext item) {
    if (item instanceof ModuleRecordContext it) {
      return Optional.of(record(it.recordDecl()));
    }
    if (item instanceof ModuleEnumContext it) {
      return Optional.of(enumeration(it.enumDecl()));
    }
    if (item instanceof ModuleTypeContext it) {
      return Optional.of(type(it.typeDecl()));
    }
    if (item instanceof ModuleEvidenceContext it) {
      EvidenceDeclContext evidence = it.evidenceDecl();
      return Optional.of(
          new Decl.EvidenceDecl(
              exprs.name(evidence.name(0)),
              exprs.name(evidence.name(1)),
              tokens.docBefore(evidence),
              tokens.span(evidence)));
    }
    if (item instanceof ModuleNativeContext it) {
      return Optional.of(nativeAction(it.nativeDecl()));
    }
    if (item instanceof ModuleActionContext it) {
      return Optional.of(composed(it.actionDecl()));
    }
    return Optional.empty();
  }

  private Decl record(RecordDeclContext record) {
    List<Decl.Field> fields = new ArrayList<>();
    for (FieldContext field : record.field()) {
      fields.add(
          new Decl.Field(
              exprs.word(field.word()),
              exprs.type(field.typeRef()),
              tokens.docBefore(field),
              tokens.span(field)));
    }
    return new Decl.Record(
        exprs.name(record.name()), fields, tokens.docBefore(record), tokens.span(record));
  }

  private Decl enumeration(EnumDeclContext enumeration) {
    List<Name> names = enumeration.name().stream().map(exprs::name).toList();
    return new Decl.Enum(
        names.get(0),
        names.subList(1, names.size()),
        tokens.docBefore(enumeration),
        tokens.span(enumeration));
  }

  private Decl type(TypeDeclContext type) {
    return new Decl.TypeDecl(
        exprs.name(type.name(0)),
        type.IS() == null ? Optional.empty() : Optional.of(exprs.name(type.name(1))),
        Optional.ofNullable(type.typeRef()).map(exprs::type),
        Optional.ofNullable(type.text()).map(exprs::text),
        tokens.docBefore(type),
        tokens.span(type));
  }

  private Decl nativeAction(NativeDeclContext action) {
    return new Decl.NativeAction(
        exprs.name(action.word()),
        typeParams(action.typeParams()),
        parameters(action.parameters()),
        Optional.ofNullable(action.typeRef()).map(exprs::type),
        effect(action.effect()),
        clauses(action.actionClause()),
        tokens.docBefore(action),
        tokens.span(action));
  }

  private static Decl.EffectWord effect(EffectContext effect) {
    if (effect == null || effect.DESTROYS() != null) {
      return Decl.EffectWord.DESTROYS;
    }
    if (effect.MUTATES() != null) {
      return Decl.EffectWord.MUTATES;
    }
    return effect.READS() != null ? Decl.EffectWord.READS : Decl.EffectWord.PURE;
  }

  private Decl composed(ActionDeclContext action) {
    Optional<ActionValueContext> value = Optional.ofNullable(action.actionValue());
    return new Decl.ComposedAction(
        exprs.name(action.word()),
        typeParams(action.typeParams()),
        parameters(action.parameters()),
        value.map(ActionValueContext::typeRef).map(exprs::type),
        value.map(it -> exprs.expr(it.expr())),
        stmts.block(action.block()),
        tokens.docBefore(action),
        tokens.span(action));
  }

  private List<Name> typeParams(TypeParamsContext params) {
    return params == null ? List.of() : params.name().stream().map(exprs::name).toList();
  }

  private List<Decl.Parameter> parameters(ParametersContext parameters) {
    if (parameters == null) {
      return List.of();
    }
    List<Decl.Parameter> result = new ArrayList<>();
    for (ParameterContext parameter : parameters.parameter()) {
      result.add(
          new Decl.Parameter(
              exprs.word(parameter.word()),
              exprs.type(parameter.typeRef()),
              Optional.ofNullable(parameter.DURATION()).map(tokens.literals()::duration),
              Optional.ofNullable(parameter.expr()).map(exprs::expr),
              tokens.span(parameter)));
    }
    return result;
  }

  private List<Decl.Clause> clauses(List<ActionClauseContext> clauses) {
    List<Decl.Clause> result = new ArrayList<>();
    for (ActionClauseContext clause : clauses) {
      clause(clause).ifPresent(result::add);
    }
    return result;
  }

  private Optional<Decl.Clause> clause(ActionClauseContext clause) {
    Span span = tokens.span(clause);
    if (clause instanceof ClauseIdempotentContext) {
      return Optional.of(new Decl.Idempotent(span));
    }
    if (clause instanceof ClauseIrreversibleContext) {
      return Optional.of(new Decl.Irreversible(span));
    }
    if (clause instanceof ClauseDecidedByPersonContext it) {
      return Optional.of(new Decl.DecidedByPerson(exprs.text(it.text()), span));
    }
    if (clause instanceof ClauseDecidedByContext it) {
      return Optional.of(new Decl.DecidedBy(exprs.expr(it.expr()), span));
    }
    if (clause instanceof ClauseNeedsContext it) {
      return Optional.of(new Decl.Needs(exprs.name(it.name()), exprs.text(it.text()), span));
    }
    if (clause instanceof ClauseTouchesContext it) {
      return Optional.of(new Decl.Touches(exprs.expr(it.expr()), span));
    }
    if (clause instanceof ClauseAboutContext it) {
      return Optional.of(new Decl.About(exprs.expr(it.expr()), span));
    }
    if (clause instanceof ClauseAffectsContext it) {
      return Optional.of(new Decl.Affects(exprs.expr(it.expr()), exprs.name(it.name()), span));
    }
    if (clause instanceof ClauseTimeoutContext it) {
      Duration timeout = tokens.literals().duration(it.DURATION());
      return Optional.of(new Decl.TimeLimit(timeout, span));
    }
    return Optional.empty();
  }
}
