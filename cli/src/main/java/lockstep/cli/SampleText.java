package lockstep.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.cli.progress.Words;
import lockstep.nn.data.Image;
import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Row;
import lockstep.nn.data.Sound;
import lockstep.nn.data.Step;
import lockstep.nn.data.Text;
import lockstep.nn.data.Tokens;
import lockstep.nn.data.table.Column;
import lockstep.nn.data.table.Schema;
import lockstep.nn.data.text.Encode;
import lockstep.nn.data.text.Vocabulary;
import lockstep.nn.inspect.Captions;
import lockstep.nn.json.Json;
import lockstep.nn.project.Details;
import lockstep.nn.project.Source;
import lockstep.nn.samples.Samples;
import lockstep.nn.samples.View;

/// Samples of data, for a person.
///
/// @param terminal where to
/// @param samples what they are of
record SampleText(Terminal terminal, Samples samples) {

  private static final int MOST_COLUMNS = 40;
  private static final int LONGEST_NAME = 24;
  private static final int MOST_WIDE = 100;
  private static final int HIGH = 8;
  private static final int LONGEST_TEXT = 600;
  private static final int MOST_NUMBERS = 40;
  private static final String SHADES = " ░▒▓█";
  private static final String PLAIN_SHADES = " .:*#";
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final String PLAIN_BARS = "_.-=*#";

  /// What the data is, and what is done to it.
  void introduce(Source source) {
    paragraph("", source.sentence());
    source.notes().forEach(note -> paragraph("  ", note));
    paragraph("  ", source.split());
    List<Step> steps = samples.project().preparation().input();
    if (!steps.isEmpty()) {
      paragraph(
          "  prepared: ", steps.stream().map(Captions::of).collect(Collectors.joining(" → ")));
    }
    if (!samples.project().augmentations().isEmpty()) {
      paragraph(
          "  varied while learning: ",
          samples.project().augmentations().stream()
              .map(Captions::of)
              .collect(Collectors.joining("; ")));
    }
  }

  void print(View view) {
    terminal.out().println();
    String label = view.label().orElse("");
    String heading = label.isEmpty() ? view.origin() : label;
    List<String> lines =
        Paragraph.lines("", heading + (label.isEmpty() ? "" : " (" + view.origin() + ")"), width());
    terminal.out().println(terminal.bold(lines.getFirst()));
    lines.subList(1, lines.size()).forEach(terminal.out()::println);
    switch (view.forms().items().getFirst()) {
      case Text(var text) -> text(view, text);
      case Row(var cells) -> row(view, cells);
      case Sound sound -> sound(view, sound);
      case Tokens tokens -> tokens(view, tokens);
      case Numbers numbers -> numbers(view, numbers);
      case Image image -> fact("picture", image.describe());
    }
  }

  private void text(View view, String text) {
    fact("text", cut(text));
    if (!(view.forms().seen() instanceof Tokens tokens)) {
      return;
    }
    Step last = samples.project().preparation().input().getLast();
    if (last instanceof Encode(var vocabulary, var length)) {
      int[] counted = Arrays.copyOf(tokens.values(), tokens.length());
      fact(
          "tokens",
          tokens.length()
              + " of "
              + length
              + ": "
              + Arrays.stream(counted)
                  .limit(LONGEST_TEXT / 4)
                  .mapToObj(token ->
                      token == vocabulary.unknown() ? "‹?›" : vocabulary.decode(token).strip())
                  .collect(Collectors.joining(" ")));
    }
    fact("numbers", whole(tokens));
  }

  private String whole(Tokens tokens) {
    int[] values = tokens.values();
    return Arrays.stream(values)
            .limit(MOST_NUMBERS)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(" "))
        + (values.length > MOST_NUMBERS ? " … (" + values.length + ")" : "");
  }

  private void row(View view, List<String> cells) {
    Schema schema = samples.project().purpose().details().schema();
    float[] seen = view.forms().seen() instanceof Numbers numbers ? numbers.values() : new float[0];
    var table = new Columns(1, width() - 2, false, false, true);
    table.row("column", "as written", "as seen");
    boolean withTarget = cells.size() == schema.columns().size();
    int at = 0;
    int shown = 0;
    for (int i = 0; i < schema.columns().size(); i++) {
      Column column = schema.columns().get(i);
      if (i == schema.target()) {
        continue;
      }
      String cell = cells.get(withTarget || i < schema.target() ? i : i - 1);
      if (shown++ < MOST_COLUMNS) {
        table.row(name(column.name()), oneLine(cell), seen(column, seen, at));
      }
      at += column.width();
    }
    List<String> lines = table.lines();
    terminal.out().println("  " + terminal.dim(lines.getFirst()));
    lines.stream().skip(1).forEach(line -> terminal.out().println("  " + line));
    if (shown > MOST_COLUMNS) {
      terminal.out().println("  … and " + (shown - MOST_COLUMNS) + " more columns: --json has all");
    }
    String said = schema.targetColumn().name() + " = " + cell(view.said(), schema);
    fact(
        "to say",
        view.target() instanceof Numbers number
            ? said + ", as seen " + signed(number.values()[0])
            : said);
  }

  private static String cell(Item said, Schema schema) {
    return switch (said) {
      case Text(var text) -> text.strip();
      case Row(var cells) -> cells.get(Math.min(schema.target(), cells.size() - 1)).strip();
      case Image _, Numbers _, Sound _, Tokens _ -> said.describe();
    };
  }

  /// The number of a quantity, or which of its places a category sets.
  private static String seen(Column column, float[] seen, int at) {
    return switch (column) {
      case Column.Quantity _ -> signed(seen[at]);
      case Column.Category category -> {
        int place =
            IntStream.range(0, category.width())
                .filter(i -> seen[at + i] == 1)
                .findFirst()
                .orElse(-1);
        yield place < 0 ? "no place" : "place " + (place + 1) + " of " + category.width();
      }
      case Column.Ignored _ -> "not seen";
    };
  }

  private static String signed(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private void sound(View view, Sound sound) {
    fact(
        "sound",
        String.format(
            Locale.ROOT,
            "%.2f s at %,d a second%s",
            (double) sound.length() / sound.rate(),
            sound.rate(),
            sound.channels() == 1 ? "" : ", " + sound.channels() + " channels"));
    if (view.forms().seen() instanceof Numbers numbers && numbers.shape().rank() >= 2) {
      fact(
          "seen as",
          numbers.shape().size(0)
              + " moments of "
              + numbers.shape().size(1)
              + " bands, the low ones below");
      bands(numbers);
    }
  }

  /// Time from left to right; how dark says how much.
  private void bands(Numbers numbers) {
    int times = numbers.shape().size(0);
    int bands = numbers.shape().size(1);
    int wide = Math.min(Math.min(width() - 2, MOST_WIDE), times);
    int high = Math.min(HIGH, bands);
    float[] values = numbers.values();
    double[][] cells = new double[high][wide];
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int y = 0; y < high; y++) {
      for (int x = 0; x < wide; x++) {
        double sum = 0;
        int count = 0;
        for (int t = x * times / wide; t < (x + 1) * times / wide; t++) {
          for (int b = y * bands / high; b < (y + 1) * bands / high; b++) {
            sum += values[t * bands + b];
            count++;
          }
        }
        cells[y][x] = sum / Math.max(1, count);
        least = Math.min(least, cells[y][x]);
        most = Math.max(most, cells[y][x]);
      }
    }
    String shades = terminal.unicode() ? SHADES : PLAIN_SHADES;
    for (int y = high - 1; y >= 0; y--) {
      terminal.out().println("  " + line(cells[y], least, most, shades));
    }
  }

  private static String line(double[] values, double least, double most, String signs) {
    var line = new StringBuilder();
    for (double value : values) {
      double share = most > least ? (value - least) / (most - least) : 0;
      line.append(signs.charAt((int) Math.min(signs.length() - 1.0, share * signs.length())));
    }
    return line.toString().stripTrailing();
  }

  private void tokens(View view, Tokens tokens) {
    if (samples.project().purpose().details() instanceof Details.Characters(var characters, _)) {
      fact("seen", text(characters, tokens));
      if (view.target() instanceof Tokens next) {
        fact("to say", text(characters, next));
      }
      fact("numbers", whole(tokens));
      return;
    }
    fact("seen", whole(tokens));
    if (view.target() instanceof Tokens next) {
      fact("to say", whole(next));
    }
  }

  private static String text(Vocabulary characters, Tokens tokens) {
    return cut(characters.decode(Arrays.copyOf(tokens.values(), tokens.length())));
  }

  private void numbers(View view, Numbers numbers) {
    float[] seen = view.forms().seen() instanceof Numbers last ? last.values() : numbers.values();
    if (numbers.values().length <= HIGH) {
      fact("seen", listed(seen));
      return;
    }
    if (samples.project().purpose().details() instanceof Details.Windows(var column, _, _, _, _)) {
      fact(
          "seen",
          seen.length
              + " steps of "
              + column
              + ", "
              + range(numbers.values())
              + "; as seen "
              + range(seen));
      curve(seen, seen);
      if (view.said() instanceof Numbers said && view.target() instanceof Numbers target) {
        fact(
            "to say",
            target.values().length
                + " steps, "
                + range(said.values())
                + "; as seen "
                + range(target.values()));
        curve(target.values(), seen);
      }
      return;
    }
    fact("seen", Captions.of(numbers.shape()) + " numbers, " + range(seen));
  }

  /// A curve on one line, on the scale of the numbers before it.
  private void curve(float[] values, float[] scale) {
    int wide = Math.min(Math.min(width() - 2, MOST_WIDE), values.length);
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (float value : scale) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    double[] means = new double[wide];
    for (int x = 0; x < wide; x++) {
      int from = (int) ((long) x * values.length / wide);
      int to = (int) ((long) (x + 1) * values.length / wide);
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += values[i];
      }
      means[x] = Math.clamp(sum / (to - from), least, most);
    }
    terminal.out().println("  " + line(means, least, most, terminal.unicode() ? BARS : PLAIN_BARS));
  }

  private static String range(float[] values) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return Words.number(least) + " to " + Words.number(most);
  }

  private static String listed(float[] values) {
    return IntStream.range(0, values.length)
        .mapToObj(i -> Words.number(values[i]))
        .collect(Collectors.joining(", "));
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\R", "⏎").replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT - 1) + "…";
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private static String name(String text) {
    String line = oneLine(text);
    return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME - 1) + "…";
  }

  private int width() {
    return Paragraph.width(terminal);
  }

  private void fact(String name, String text) {
    String first = String.format(Locale.ROOT, "  %-8s ", name);
    List<String> lines = new ArrayList<>();
    for (String line : Paragraph.lines(first, text, width())) {
      lines.addAll(broken(line, first.length()));
    }
    String begun = lines.getFirst();
    terminal
        .out()
        .println(terminal.dim(first) + begun.substring(Math.min(first.length(), begun.length())));
    lines.stream().skip(1).forEach(terminal.out()::println);
  }

  /// What has no spaces to be broken at.
  private List<String> broken(String line, int indent) {
    var lines = new ArrayList<String>();
    String left = line;
    while (left.length() > width() && width() > indent + 1) {
      lines.add(left.substring(0, width()));
      left = " ".repeat(indent) + left.substring(width());
    }
    lines.add(left);
    return lines;
  }

  private void paragraph(String first, String text) {
    Paragraph.lines(first, text, width()).forEach(terminal.out()::println);
  }

  static Json.Fields json(View view) {
    Json.Fields json = Json.object().with("index", view.index()).with("origin", view.origin());
    json = view.label().isPresent() ? json.with("class", view.label().get()) : json;
    return json.with("shape", Captions.of(shape(view.forms().seen())))
        .with("input", json(view.forms().seen()))
        .with("target", json(view.target()));
  }

  private static lockstep.nn.tensor.Shape shape(Item item) {
    return switch (item) {
      case Numbers numbers -> numbers.shape();
      case Tokens tokens -> tokens.shape();
      case Image _, Row _, Sound _, Text _ -> lockstep.nn.tensor.Shape.scalar();
    };
  }

  private static Json json(Item item) {
    return switch (item) {
      case Numbers numbers ->
          new Json.Items(
              IntStream.range(0, numbers.values().length)
                  .<Json>mapToObj(i -> new Json.Real(numbers.values()[i]))
                  .toList());
      case Tokens tokens when tokens.shape().rank() == 0 -> new Json.Whole(tokens.values()[0]);
      case Tokens tokens ->
          new Json.Items(Arrays.stream(tokens.values()).<Json>mapToObj(Json.Whole::new).toList());
      case Image _, Row _, Sound _, Text _ -> new Json.Text(item.describe());
    };
  }
}
