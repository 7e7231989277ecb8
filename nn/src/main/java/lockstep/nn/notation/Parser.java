package lockstep.nn.notation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.nn.json.Nearest;

/// Reads layers by recursive descent. Depth and number are bounded, so that no text can overflow
/// the stack or fill the memory.
final class Parser {

  static final String REPEAT = "repeat";
  static final String USAGE_OF_REPEAT = "repeat COUNT { … }";

  static final List<String> NAMES =
      Stream.concat(Kinds.names().stream(), Stream.of(REPEAT)).toList();

  /// What others call layers, where no letters are shared.
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("linear", "dense"),
          Map.entry("fc", "dense"),
          Map.entry("fully-connected", "dense"),
          Map.entry("conv", "conv2d"),
          Map.entry("convolution", "conv2d"),
          Map.entry("pool", "max-pool2d"),
          Map.entry("max-pool", "max-pool2d"),
          Map.entry("maxpool", "max-pool2d"),
          Map.entry("attention", "multi-head-attention"),
          Map.entry("transformer", "transformer-encoder-block"),
          Map.entry("bidirectional", "lstm"),
          Map.entry("swish", "silu"),
          Map.entry("skip", "residual"));

  private static final int MOST_DEPTH = 100;
  private static final int MOST_LAYERS = 10_000;

  private final Origin origin;
  private final Words words;
  private final Cursor cursor;
  private int depth;

  Parser(Origin origin, Map<String, Integer> words) {
    this.origin = origin;
    this.words = new Words(origin, words);
    cursor = new Cursor(origin, Lexer.tokens(origin.text()));
  }

  Blueprint blueprint() {
    List<Node> nodes = nodes();
    if (cursor.peek().is(Token.Sort.CLOSE)) {
      throw cursor.expected("a layer", "Remove it, or open its block with `{`.");
    }
    if (nodes.isEmpty()) {
      throw cursor.expected("a layer, such as `dense outputs`", "");
    }
    return new Blueprint(origin, nodes);
  }

  /// Layers up to a brace that closes, or the end.
  private List<Node> nodes() {
    var nodes = new ArrayList<Node>();
    long count = 0;
    while (true) {
      cursor.skipBreaks();
      Token next = cursor.peek();
      if (next.is(Token.Sort.CLOSE) || next.is(Token.Sort.END)) {
        return nodes;
      }
      List<Node> more = statement();
      nodes.addAll(more);
      count += Node.size(more);
      if (count > MOST_LAYERS) {
        throw origin.at(
            next.position(), "expected at most " + MOST_LAYERS + " layers in all, found more.");
      }
      cursor.requireEnd();
    }
  }

  private List<Node> statement() {
    Token name = cursor.peek();
    if (!name.is(Token.Sort.WORD)) {
      throw cursor.expected("the name of a layer", "");
    }
    cursor.next();
    if (name.text().equals(REPEAT)) {
      return repeated(name);
    }
    Optional<Kind> kind = Kinds.find(name.text());
    if (kind.isEmpty() && cursor.peek().text().equals(":")) {
      throw origin.at(
          name.position(),
          "expected a layer, found the name "
              + name.shown()
              + ". Write `named "
              + name.text()
              + " { … }` around the layer.");
    }
    if (kind.isEmpty()) {
      throw origin.at(
          name.position(), "expected a layer, found " + name.shown() + "." + meant(name));
    }
    return List.of(layer(kind.get(), name.position()));
  }

  private static String meant(Token name) {
    String plain = name.text().toLowerCase(Locale.ROOT).replace('_', '-');
    String elsewhere = ELSEWHERE.get(plain);
    if (elsewhere != null) {
      return " Did you mean `" + elsewhere + "`?";
    }
    String hint = Nearest.hint(plain, NAMES);
    return hint.isEmpty() ? " `lockstep model --layers` lists them." : hint;
  }

  private List<Node> repeated(Token name) {
    Token count = cursor.peek();
    if (!count.is(Token.Sort.WORD)) {
      throw cursor.expected("how often", "Write `" + USAGE_OF_REPEAT + "`.");
    }
    cursor.next();
    int times = words.whole(count, "COUNT of repeat");
    if (times < 1) {
      throw origin.at(
          count.position(), "expected a whole number of 1 or more, found " + count.shown() + ".");
    }
    List<Node> once = block(USAGE_OF_REPEAT, 1);
    if (times * Node.size(once) > MOST_LAYERS) {
      throw origin.at(
          name.position(), "expected at most " + MOST_LAYERS + " layers in all, found more.");
    }
    var all = new ArrayList<Node>();
    for (int i = 0; i < times; i++) {
      all.addAll(once);
    }
    return all;
  }

  private Node layer(Kind kind, Position position) {
    var arguments = new Arguments(kind, origin, words, cursor);
    arguments.read();
    List<Setting> blocks = kind.blocks();
    for (Setting setting : blocks) {
      if (setting.hasPlace()) {
        boolean several = setting.form() instanceof Form.Blocks;
        arguments.put(setting, new Node.Part(block(kind.usage(), several ? 0 : 1)));
      }
    }
    while (cursor.atKeyword(blocks)) {
      Token keyword = cursor.next();
      Setting setting = kind.setting(keyword.text()).orElseThrow();
      if (arguments.has(setting)) {
        throw origin.at(
            keyword.position(), "expected `" + setting.name() + "` once, found it again.");
      }
      arguments.put(setting, new Node.Part(block(kind.usage(), 1)));
    }
    if (blocks.isEmpty() && cursor.peek().is(Token.Sort.OPEN)) {
      throw cursor.expected(
          "the end of the line after " + kind.name(),
          "It has no block: write `" + kind.usage() + "`.");
    }
    return new Node(kind, arguments.values(position), position);
  }

  private List<Node> block(String usage, int least) {
    cursor.skipBreaksBefore(Token.Sort.OPEN);
    Token open = cursor.peek();
    if (!open.is(Token.Sort.OPEN)) {
      throw cursor.expected("`{`", "Write `" + usage + "`.");
    }
    if (++depth > MOST_DEPTH) {
      throw cursor.expected("at most " + MOST_DEPTH + " blocks within each other", "");
    }
    cursor.next();
    List<Node> nodes = nodes();
    if (!cursor.peek().is(Token.Sort.CLOSE)) {
      throw cursor.expected(
          "`}` for the `{` of line " + open.position().line(), "Add it where the block ends.");
    }
    if (nodes.size() < least) {
      throw cursor.expected("a layer", "For nothing at all write `identity`.");
    }
    cursor.next();
    depth--;
    return nodes;
  }
}
