package lockstep.nn.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import lockstep.nn.Model;
import lockstep.nn.data.Image;
import lockstep.nn.data.Numbers;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// A model that sees pictures, as a picture: the filters of its first layer, and of an input what
/// it says, where it looks, and what its layers make of it.
///
/// {@snippet :
/// Portrait.of("digits", model, labels).with(specimen).write(Path.of("digits.png"));
/// }
public final class Portrait {

  /// A part of the picture.
  public enum View {
    /// The weights of the first layer.
    FILTERS,
    /// What the layers make of the input.
    ACTIVATIONS,
    /// What of the input the answer depends on.
    SALIENCY
  }

  private static final int MOST_FILTERS = 96;
  private static final int MOST_CHANNELS = 32;
  private static final int LARGE = 256;
  private static final int LARGEST = 340;
  private static final int SMALL = 64;
  private static final int LARGEST_MAP = 128;
  private static final int GAP = 6;
  private static final int COLUMNS = 64;
  private static final int MOST_CELLS = 8 * COLUMNS;
  private static final int SHOWN = 5;

  /// Of numbers that stand out further, all look alike.
  private static final double OUTLIERS = 0.995;

  private final String title;
  private final Model model;
  private final List<String> labels;
  private final Set<View> views;
  private final Optional<Specimen> specimen;

  private Portrait(
      String title,
      Model model,
      List<String> labels,
      Set<View> views,
      Optional<Specimen> specimen) {
    this.title = title;
    this.model = model;
    this.labels = labels;
    this.views = views;
    this.specimen = specimen;
  }

  /// {@return the picture of a model's filters}
  ///
  /// @param labels the names of the classes that it tells apart; none where it tells none
  public static Portrait of(String title, Model model, List<String> labels) {
    return new Portrait(
        title, model, List.copyOf(labels), EnumSet.of(View.FILTERS), Optional.empty());
  }

  /// {@return this picture, with all that an input shows and that can be drawn of such a model}
  public Portrait with(Specimen input) {
    Set<View> possible = EnumSet.of(View.ACTIVATIONS);
    if (isPossible(() -> Filters.of(model))) {
      possible.add(View.FILTERS);
    }
    if (isPossible(() -> Saliency.of(model))) {
      possible.add(View.SALIENCY);
    }
    return new Portrait(title, model, labels, possible, Optional.of(input));
  }

  private static boolean isPossible(Runnable drawing) {
    try {
      drawing.run();
      return true;
    } catch (IllegalArgumentException _) {
      // A recurrent layer has no filters, a picture as an answer no saliency.
      return false;
    }
  }

  /// {@return this picture, of some views only}
  ///
  /// @throws IllegalArgumentException if one needs an input and there is none
  public Portrait only(Set<View> chosen) {
    if (specimen.isEmpty() && !EnumSet.of(View.FILTERS).containsAll(chosen)) {
      throw new IllegalArgumentException(
          "picture: expected an input to show activations and saliency of, got none.");
    }
    return new Portrait(title, model, labels, EnumSet.copyOf(chosen), specimen);
  }

  /// Writes the picture as a PNG.
  ///
  /// @throws IllegalArgumentException if the model cannot be drawn, saying why
  /// @throws lockstep.nn.data.DataException if the file cannot be written
  public void write(Path file) {
    sheet().write(file);
  }

  Sheet sheet() {
    Shape example = model.example();
    if (example.rank() != 3) {
      throw new IllegalArgumentException(
          "picture: expected a model that sees pictures [height, width, channels], this one sees "
              + example
              + ". There is nothing to draw.");
    }
    var sheet = new Sheet();
    sheet.title(title);
    specimen.ifPresent(input -> answer(sheet, input));
    if (views.contains(View.FILTERS)) {
      filters(sheet);
    }
    if (views.contains(View.ACTIVATIONS)) {
      specimen.ifPresent(input -> activations(sheet, input.numbers()));
    }
    return sheet;
  }

  /// The input, where the model looks, and what it says.
  private void answer(Sheet sheet, Specimen input) {
    float[] said = said(input.numbers());
    int winner = winner(said);
    boolean classes = labels.size() == said.length;
    sheet.heading(classes ? input.name() + " is taken for " + labels.get(winner) : input.name());
    Tile whole = picture(input);
    Tile picture = whole.within(LARGEST);
    int times = picture.times(LARGE);
    int wide = picture.width() * times;
    int high = picture.height() * times;
    int x = Sheet.MARGIN;
    int top = sheet.y() + 4;
    sheet.put(picture, x, top, times);
    sheet.label("what the model sees", x, top + high + 17);
    if (views.contains(View.SALIENCY)) {
      float[] much = saliency(input.numbers(), winner);
      Tile heat =
          Tile.of(
              much, Shape.of(whole.height(), whole.width(), 1), 0, Palette.HEAT, value -> value);
      x += wide + 20;
      sheet.put(heat.within(LARGEST), x, top, times);
      sheet.label("what its answer depends on", x, top + high + 17);
      x += wide + 20;
      sheet.put(whole.under(heat, much).within(LARGEST), x, top, times);
      sheet.label("both", x, top + high + 17);
    }
    if (said.length == input.numbers().values().length && !classes) {
      x += wide + 20;
      Tile again =
          picture(new Specimen("", new Numbers(input.numbers().shape(), said), Optional.empty()));
      sheet.put(again.within(LARGEST), x, top, times);
      sheet.label("what it makes of it", x, top + high + 17);
    }
    if (classes) {
      int from = x + wide + 28;
      sheet.bars(shares(said), from, top, Math.min(240, Sheet.WIDTH - Sheet.MARGIN - from));
    }
    sheet.skip(Math.max(high, SHOWN * 34) + 30);
  }

  private float[] said(Numbers input) {
    Shape one = Shape.batch(input.shape().sizes()).at(1);
    Tensor answer = model.predict(Tensor.of(one, input.values()));
    return answer.toArray();
  }

  private static int winner(float[] said) {
    return IntStream.range(0, said.length)
        .boxed()
        .max(Comparator.<Integer>comparingDouble(i -> said[i]).thenComparingInt(i -> -i))
        .orElse(0);
  }

  private List<Sheet.Share> shares(float[] logits) {
    double most = logits[winner(logits)];
    double sum =
        IntStream.range(0, logits.length).mapToDouble(i -> StrictMath.exp(logits[i] - most)).sum();
    return IntStream.range(0, logits.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -logits[i]))
        .limit(SHOWN)
        .map(i -> new Sheet.Share(labels.get(i), StrictMath.exp(logits[i] - most) / sum))
        .toList();
  }

  private static Tile picture(Specimen input) {
    if (input.picture().isPresent()) {
      Image image = input.picture().get();
      return Tile.of(image);
    }
    return Tile.scaled(input.numbers());
  }

  /// How much each pixel matters, 0 to 1: the largest of its channels.
  private float[] saliency(Numbers input, int winner) {
    float[] gradient = Saliency.of(model).gradient(input, winner, Saliency.Noise.usual()).values();
    int channels = input.shape().size(2);
    float[] much = new float[gradient.length / channels];
    for (int i = 0; i < gradient.length; i++) {
      much[i / channels] = Math.max(much[i / channels], Math.abs(gradient[i]));
    }
    double most = Math.max(1e-30, quantile(much, OUTLIERS));
    for (int i = 0; i < much.length; i++) {
      much[i] = (float) Math.min(1, much[i] / most);
    }
    return much;
  }

  private void filters(Sheet sheet) {
    Filters filters = Filters.of(model);
    Shape sizes = filters.sizes();
    int shown = Math.min(filters.count(), MOST_FILTERS);
    sheet.heading(
        "First layer: "
            + (shown < filters.count() ? shown + " of " : "")
            + filters.count()
            + " filters of "
            + Captions.of(sizes));
    boolean colour = sizes.size(2) == 3;
    sheet.note(
        colour
            ? "Each scaled by its largest weight; grey is none."
            : "Each scaled by its largest weight.");
    if (!colour) {
      sheet.scale(Palette.SIGNED, "negative", "positive");
    }
    var tiles = new ArrayList<Tile>();
    for (int filter = 0; filter < shown; filter++) {
      float[] weights = filters.values(filter);
      double most = Math.max(1e-30, Math.max(largest(weights), -smallest(weights)));
      DoubleUnaryOperator scale = weight -> 0.5 + 0.5 * weight / most;
      if (colour) {
        tiles.add(Tile.colours(weights, sizes, scale));
      } else {
        for (int channel = 0; channel < sizes.size(2); channel++) {
          tiles.add(Tile.of(weights, sizes, channel, Palette.SIGNED, scale));
        }
      }
    }
    grid(sheet, tiles.subList(0, Math.min(tiles.size(), MOST_FILTERS)));
  }

  private void activations(Sheet sheet, Numbers input) {
    for (Activations.Part part : Activations.of(model, input)) {
      Shape shape = part.made().shape();
      float[] values = part.made().values();
      boolean maps = shape.rank() == 3 && shape.size(0) * shape.size(1) > 1;
      int channels = maps ? shape.size(2) : 1;
      int shown = Math.min(channels, MOST_CHANNELS);
      sheet.heading(part.path() + "  " + part.what());
      sheet.note(
          Captions.of(shape)
              + (shown < channels ? ", the first " + shown + " channels" : "")
              + (!maps && values.length > MOST_CELLS ? ", the first " + MOST_CELLS : "")
              + dead(values, maps, channels));
      boolean signed = smallest(values) < 0;
      double most = Math.max(1e-30, quantile(absolute(values), OUTLIERS));
      DoubleUnaryOperator scale =
          signed ? value -> 0.5 + 0.5 * value / most : value -> value / most;
      Palette palette = signed ? Palette.SIGNED : Palette.HEAT;
      sheet.scale(palette, signed ? number(-most) : "0", number(most));
      if (maps) {
        grid(
            sheet,
            IntStream.range(0, shown)
                .mapToObj(channel -> Tile.of(values, shape, channel, palette, scale))
                .toList());
      } else {
        strips(sheet, values, palette, scale);
      }
    }
  }

  private static void grid(Sheet sheet, List<Tile> tiles) {
    List<Tile> shown = tiles.stream().map(tile -> tile.within(LARGEST_MAP)).toList();
    sheet.grid(shown, shown.getFirst().times(SMALL), GAP);
  }

  /// Numbers side by side, in rows.
  private static void strips(
      Sheet sheet, float[] values, Palette palette, DoubleUnaryOperator scale) {
    int times = values.length <= 32 ? 28 : 17;
    int columns = Math.min(values.length, COLUMNS);
    for (int from = 0; from < Math.min(values.length, MOST_CELLS); from += columns) {
      int start = from;
      int count = Math.min(columns, values.length - from);
      sheet.put(
          new Tile(1, count, (_, x) -> palette.at(scale.applyAsDouble(values[start + x]))),
          Sheet.MARGIN,
          sheet.y(),
          times);
      sheet.skip(times + 2);
    }
    sheet.skip(GAP);
  }

  private static String dead(float[] values, boolean maps, int channels) {
    int groups = maps ? channels : values.length;
    boolean[] alive = new boolean[groups];
    for (int i = 0; i < values.length; i++) {
      alive[i % groups] |= values[i] != 0;
    }
    long dead = IntStream.range(0, groups).filter(i -> !alive[i]).count();
    return dead == 0 ? "" : "; " + dead + " of " + groups + " are 0" + (maps ? " throughout" : "");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.0f" : "%.2g", value)
        .replace("-", "−");
  }

  private static float[] absolute(float[] values) {
    float[] sizes = new float[values.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(values[i]);
    }
    return sizes;
  }

  private static double quantile(float[] values, double share) {
    float[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    double found = sorted[(int) (share * (sorted.length - 1))];
    // Where nearly all are 0, those that are not decide.
    return found > 0 ? found : sorted[sorted.length - 1];
  }

  private static double smallest(float[] values) {
    double least = Double.POSITIVE_INFINITY;
    for (float value : values) {
      least = Math.min(least, value);
    }
    return least;
  }

  private static double largest(float[] values) {
    double most = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      most = Math.max(most, value);
    }
    return most;
  }
}
