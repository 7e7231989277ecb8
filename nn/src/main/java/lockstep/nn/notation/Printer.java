package lockstep.nn.notation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.Padding;
import lockstep.nn.layer.Rotation;
import lockstep.nn.layer.Sequential;

/// Writes layers as text: what is usual is left out, equal layers in a row are written once.
final class Printer {

  private static final int MOST_DEPTH = 100;

  /// What fits into a line stands in one.
  private static final int COLUMNS = 80;

  private static final String INDENT = "  ";

  private final Map<String, Integer> words;

  Printer(Map<String, Integer> words) {
    this.words = Map.copyOf(words);
  }

  String text(Layer network) {
    return String.join("\n", together(network, 0, true)) + "\n";
  }

  /// What stands in braces for one layer, as lines.
  private List<String> together(Layer layer, int depth, boolean end) {
    return layer instanceof Sequential(var layers) && layers.size() > 1
        ? lines(layers, depth, end)
        : lines(List.of(layer), depth, end);
  }

  /// @param end whether the last of them says what the network says
  private List<String> lines(List<Layer> layers, int depth, boolean end) {
    if (depth > MOST_DEPTH) {
      throw new IllegalArgumentException(
          "notation: expected at most " + MOST_DEPTH + " layers within each other, got more.");
    }
    var lines = new ArrayList<String>();
    int i = 0;
    while (i < layers.size()) {
      int equal = 1;
      while (i + equal < layers.size() && layers.get(i + equal).equals(layers.get(i))) {
        equal++;
      }
      boolean last = end && i + equal == layers.size();
      if (equal == 1) {
        lines.addAll(statement(layers.get(i), depth, last));
      } else {
        List<String> once = statement(layers.get(i), depth + 1, last);
        lines.addAll(block(Parser.REPEAT + " " + equal, once));
      }
      i += equal;
    }
    return lines;
  }

  private List<String> statement(Layer layer, int depth, boolean end) {
    Map.Entry<Kind, Values> found = Kinds.of(layer);
    Kind kind = found.getKey();
    List<Object> values = found.getValue().all();
    var head = new StringBuilder(kind.name());
    for (int i = 0; i < values.size(); i++) {
      Setting setting = kind.settings().get(i);
      if (!setting.form().isBlock() && !isUsual(kind, values, i)) {
        head.append(written(setting, values.get(i), end));
      }
    }
    List<String> lines = List.of(head.toString());
    for (int i = 0; i < values.size(); i++) {
      Setting setting = kind.settings().get(i);
      if (setting.form().isBlock() && !isUsual(kind, values, i)) {
        String open = setting.hasPlace() ? last(lines) : last(lines) + " " + setting.name();
        List<String> inner = inner(values.get(i), depth + 1, end && leads(layer, setting));
        List<String> block = block(open, inner);
        var all = new ArrayList<>(lines.subList(0, lines.size() - 1));
        all.addAll(block);
        lines = all;
      }
    }
    return lines;
  }

  private static String last(List<String> lines) {
    return lines.getLast();
  }

  private List<String> inner(Object value, int depth, boolean end) {
    if (value instanceof Layer layer) {
      return together(layer, depth, end);
    }
    var layers = new ArrayList<Layer>();
    for (Object each : (List<?>) value) {
      layers.add((Layer) each);
    }
    return lines(layers, depth, end);
  }

  /// Whether what a part says is, at least in its shape, what the layer says.
  private static boolean leads(Layer layer, Setting setting) {
    return switch (Kinds.of(layer).getKey().name()) {
      case "concat" -> false;
      case "residual" -> !setting.name().equals("activation");
      default -> true;
    };
  }

  private static List<String> block(String open, List<String> inner) {
    if (inner.isEmpty()) {
      return List.of(open + " { }");
    }
    String line = open + " { " + inner.getFirst() + " }";
    boolean simple = inner.size() == 1 && !inner.getFirst().contains("{");
    if (simple && line.length() <= COLUMNS - 20) {
      return List.of(line);
    }
    var lines = new ArrayList<String>();
    lines.add(open + " {");
    inner.forEach(each -> lines.add(INDENT + each));
    lines.add("}");
    return lines;
  }

  private static boolean isUsual(Kind kind, List<Object> values, int index) {
    return switch (kind.settings().get(index).usual()) {
      case Setting.Usual.Required _ -> false;
      case Setting.Usual.Always(var usual) -> Objects.equals(usual, values.get(index));
      case Setting.Usual.As(var other) ->
          Objects.equals(values.get(kind.index(other)), values.get(index));
    };
  }

  private String written(Setting setting, Object value, boolean end) {
    String text = text(setting, value, end);
    boolean bare =
        setting.spelling() == Setting.Spelling.PLACE || setting.form().bareWords().contains(text);
    return text.isEmpty() ? "" : " " + (bare ? text : setting.name() + "=" + text);
  }

  private String text(Setting setting, Object value, boolean end) {
    return switch (setting.form()) {
      case Form.Whole(var word) -> word(word, (Integer) value, end);
      case Form.Real _ -> number(value);
      case Form.Words(var choices) ->
          choices.stream()
              .filter(each -> each.value().equals(value))
              .findFirst()
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "notation: no word for " + setting.name() + " " + value))
              .word();
      case Form.Padded _ ->
          switch ((Padding) value) {
            case Padding.Valid _ -> "valid";
            case Padding.Same _ -> "same";
            case Padding.Each(var amount) -> number(amount);
          };
      case Form.Turned _ ->
          switch ((Rotation) value) {
            case Rotation.None _ -> "no-rotation";
            case Rotation.Rotary rotary ->
                rotary.equals(Rotation.rotary()) ? "rotary" : number(rotary.base());
          };
      case Form.Sizes _ ->
          String.join(" ", ((List<?>) value).stream().map(String::valueOf).toList());
      case Form.Name _ -> name((String) value);
      case Form.Block _, Form.Blocks _ -> throw new IllegalStateException(setting.name());
    };
  }

  private String word(String word, int number, boolean end) {
    boolean said = Objects.equals(words.get(word), number);
    // A dense layer inside a network may have as many features as there are classes by chance.
    boolean counts = end || !word.equals(Notation.OUTPUTS);
    return said && counts ? word : number(number);
  }

  private static String name(String name) {
    if (Lexer.isWord(name)) {
      return name;
    }
    if (name.contains("\"") || name.contains("\n")) {
      throw new IllegalArgumentException(
          "notation: expected a name without quotes and line ends, got `" + name + "`.");
    }
    return "\"" + name + "\"";
  }

  /// The shortest that reads back as the same.
  static String number(Object number) {
    return number.toString().toLowerCase(Locale.ROOT).replaceFirst("\\.0(?=e|$)", "");
  }
}
