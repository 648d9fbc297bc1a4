package io.godel.runbook.yaml;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Parsed;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/** Reads YAML into trees with places; no object is ever built from a tag in the text. */
public final class YamlReader {
  /** In characters. */
  static final int SIZE_MAX = 1 << 20;

  static final int DEPTH_MAX = 50;
  static final int ALIASES_MAX = 20;

  /** Aliases written out. */
  static final int NODES_MAX = 20_000;

  private static final Set<Tag> STANDARD_TAGS =
      Set.of(
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.TIMESTAMP,
          Tag.MAP,
          Tag.SEQ,
          Tag.MERGE);

  /**
   * How much is read of one file.
   *
   * @param size in characters
   * @param nodes values, with aliases written out
   */
  public record Limits(int size, int nodes) {
    static final Limits STANDARD = new Limits(SIZE_MAX, NODES_MAX);
  }

  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private final SourceFile file;
  private final int codePoints;
  private final Limits limits;
  private int nodes;
  private boolean limitTold;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private YamlReader(SourceFile file, Limits limits) {
    this.file = file;
    this.codePoints = file.text().codePointCount(0, file.text().length());
    this.limits = limits;
  }

  /** The one document of the file; empty when it could not be read. */
  public static Parsed<Optional<YamlTree>> read(SourceFile file) {
    YamlReader reader = new YamlReader(file, Limits.STANDARD);
    List<YamlTree> trees = reader.documents();
    if (trees.isEmpty() && reader.diagnostics.isEmpty()) {
      reader.fail(Code.WORLD_SYNTAX, reader.at(0, 0), "the file is empty");
    } else if (trees.size() > 1) {
      Span second = trees.get(1).span();
      reader.fail(
          Code.WORLD_SYNTAX,
          reader.at(second.start(), second.start()),
          "a second document begins here: a world is one document");
    }
    return new Parsed<>(trees.stream().findFirst(), reader.diagnostics);
  }

  /** All documents of the file, empty ones left out; none when it could not be read. */
  public static Parsed<List<YamlTree>> readAll(SourceFile file, Limits limits) {
    YamlReader reader = new YamlReader(file, limits);
    List<YamlTree> trees =
        reader.documents().stream()
            .filter(tree -> !(tree instanceof YamlTree.Scalar it && it.text().isEmpty()))
            .toList();
    return new Parsed<>(trees, reader.diagnostics);
  }

  private List<YamlTree> documents() {
    if (file.text().length() > limits.size()) {
      fail(Code.WORLD_LIMIT, at(0, 0), "the file has more than " + limits.size() + " characters");
      return List.of();
    }
    List<YamlTree> trees = new ArrayList<>();
    try {
      new Yaml(new SafeConstructor(options()))
          .composeAll(new StringReader(file.text()))
          .forEach(node -> trees.add(tree(node)));
      return trees;
    } catch (MarkedYAMLException malformed) {
      Mark mark = malformed.getProblemMark();
      fail(Code.WORLD_SYNTAX, at(mark, mark), "this is no YAML: " + malformed.getProblem());
    } catch (ReaderException malformed) {
      int place = file.text().indexOf(malformed.getCodePoint());
      fail(
          Code.WORLD_SYNTAX,
          at(Math.max(0, place), Math.max(0, place)),
          "a character stands here that YAML does not allow");
    } catch (YAMLException limit) {
      // Every other fault comes with its place: these are the limits that are set below.
      fail(
          Code.WORLD_LIMIT,
          at(0, 0),
          "the file is nested deeper than %d levels or has more than %d aliases of lists and mappings"
              .formatted(DEPTH_MAX, ALIASES_MAX));
    }
    return List.of();
  }

  private LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(true);
    options.setCodePointLimit(limits.size());
    options.setNestingDepthLimit(DEPTH_MAX);
    options.setMaxAliasesForCollections(ALIASES_MAX);
    options.setAllowRecursiveKeys(false);
    return options;
  }

  private YamlTree tree(Node node) {
    Span span = at(node.getStartMark(), node.getEndMark());
    if (nodes++ > limits.nodes() || open.contains(node)) {
      if (!limitTold) {
        limitTold = true;
        fail(
            Code.WORLD_LIMIT,
            span,
            open.contains(node)
                ? "an alias stands inside of what it names, which never ends"
                : "with its aliases written out the file has more than "
                    + limits.nodes()
                    + " values");
      }
      return new YamlTree.Scalar("", false, span);
    }
    if (!STANDARD_TAGS.contains(node.getTag())) {
      fail(Code.WORLD_SYNTAX, span, "a tag stands here: only plain YAML is read");
    }
    open.add(node);
    YamlTree tree = untagged(node, span);
    open.remove(node);
    return tree;
  }

  private YamlTree untagged(Node node, Span span) {
    if (node instanceof MappingNode mapping) {
      return mapping(mapping, span);
    }
    if (node instanceof SequenceNode sequence) {
      return new YamlTree.Sequence(sequence.getValue().stream().map(this::tree).toList(), span);
    }
    ScalarNode scalar = (ScalarNode) node;
    boolean quoted = scalar.getScalarStyle() != ScalarStyle.PLAIN;
    return new YamlTree.Scalar(scalar.getValue(), quoted, span);
  }

  private YamlTree mapping(MappingNode mapping, Span span) {
    Map<String, YamlTree.Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Span key = at(tuple.getKeyNode().getStartMark(), tuple.getKeyNode().getEndMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
        fail(Code.WORLD_SYNTAX, key, "a key has to be a single word");
        continue;
      }
      YamlTree.Entry entry = new YamlTree.Entry(key, tree(tuple.getValueNode()));
      if (entries.putIfAbsent(name.getValue(), entry) != null) {
        fail(Code.WORLD_SYNTAX, key, "`" + name.getValue() + "` stands here a second time");
      }
    }
    return new YamlTree.Mapping(entries, span);
  }

  private Span at(Mark start, Mark end) {
    return at(offset(start), offset(end));
  }

  private Span at(int start, int end) {
    return new Span(file, start, Math.max(start, end));
  }

  /** Marks count code points; spans count characters. */
  private int offset(Mark mark) {
    int points = Math.min(mark.getIndex(), codePoints);
    return codePoints == file.text().length() ? points : file.text().offsetByCodePoints(0, points);
  }

  private void fail(Code code, Span span, String message) {
    diagnostics.add(Diagnostic.error(code, span, message));
  }
}
