package lockstep.nn.data.image;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Image;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Step;
import lockstep.nn.data.Tokens;

/// What is in a data set of images.
///
/// @param images how many could be read
/// @param classes how many of each class; none where there are no classes
/// @param sizes the commonest first
/// @param channels what the values of each channel are: the first of all images, the second of
///   those that have one, and so on
/// @param broken what is wrong with each image that could not be read
/// @param copies groups of images that are equal, pixel for pixel
public record ImageReport(
    int images,
    List<ClassCount> classes,
    List<SizeCount> sizes,
    List<Channel> channels,
    List<String> broken,
    List<Copies> copies) {

  private static final int SHOWN = 3;

  /// Copies the lists.
  public ImageReport {
    classes = List.copyOf(classes);
    sizes = List.copyOf(sizes);
    channels = List.copyOf(channels);
    broken = List.copyOf(broken);
    copies = List.copyOf(copies);
  }

  /// Images of a class.
  public record ClassCount(String label, int count) {}

  /// Images of a size.
  public record SizeCount(int height, int width, int channels, int count) {

    private long pixels() {
      return (long) height * width;
    }

    private String text() {
      return height + "×" + width + "×" + channels;
    }
  }

  /// Values of a channel.
  public record Channel(int least, int most, double mean, double deviation) {}

  /// Equal images.
  ///
  /// @param origins where each came from
  /// @param sameLabel whether they have the same class too
  public record Copies(List<String> origins, boolean sameLabel) {

    /// Copies the list.
    public Copies {
      origins = List.copyOf(origins);
    }
  }

  /// {@return the report of a data set, for which every image is read once}
  ///
  /// @throws IllegalArgumentException if it is of something else
  public static ImageReport of(Dataset data) {
    var counting = new Counting();
    for (int index = 0; index < data.size(); index++) {
      Sample sample;
      try {
        sample = data.get(index);
      } catch (DataException e) {
        counting.broken.add(String.valueOf(e.getMessage()));
        continue;
      }
      Image image = Step.expect(Image.class, sample.input(), "ImageReport of " + sample.origin());
      counting.add(image, target(sample), sample.origin());
    }
    return counting.report(data);
  }

  private static int target(Sample sample) {
    return sample.target() instanceof Tokens tokens && tokens.shape().rank() == 0
        ? tokens.values()[0]
        : Counting.NO_CLASS;
  }

  /// {@return a few lines for a person}
  public String text() {
    var lines = new ArrayList<String>();
    lines.add(count(images, "image") + classText());
    if (!sizes.isEmpty()) {
      lines.add("sizes: " + sizeText());
      lines.add(
          "values: "
              + channels.stream()
                  .map(c ->
                      String.format(
                          Locale.ROOT,
                          "%d to %d, mean %.2f, deviation %.2f",
                          c.least,
                          c.most,
                          c.mean,
                          c.deviation))
                  .collect(Collectors.joining("; ")));
    }
    lines.add("broken: " + (broken.isEmpty() ? "none" : broken.size() + some(broken)));
    lines.add("copies: " + copyText());
    return String.join("\n", lines) + "\n";
  }

  private String classText() {
    if (classes.isEmpty()) {
      return ", no classes";
    }
    var byCount = Comparator.comparingInt(ClassCount::count);
    ClassCount least = classes.stream().min(byCount).orElseThrow();
    ClassCount most = classes.stream().max(byCount).orElseThrow();
    String each =
        least.count == most.count
            ? least.count + " of each"
            : least.count
                + " ("
                + least.label
                + ") to "
                + most.count
                + " ("
                + most.label
                + ") of each";
    return " in " + (classes.size() == 1 ? "1 class: " : classes.size() + " classes: ") + each;
  }

  private String sizeText() {
    SizeCount common = sizes.getFirst();
    if (sizes.size() == 1) {
      return "all " + common.text();
    }
    var byPixels = Comparator.comparingLong(SizeCount::pixels);
    return sizes.stream().min(byPixels).orElseThrow().text()
        + " to "
        + sizes.stream().max(byPixels).orElseThrow().text()
        + ", most often "
        + common.text()
        + " ("
        + common.count
        + " of "
        + images
        + "), "
        + sizes.size()
        + " in all";
  }

  private String copyText() {
    if (copies.isEmpty()) {
      return "none";
    }
    int more = copies.stream().mapToInt(same -> same.origins.size() - 1).sum();
    List<String> differing =
        copies.stream()
            .filter(same -> !same.sameLabel)
            .map(same -> String.join(" = ", same.origins))
            .toList();
    List<String> all = copies.stream().map(same -> String.join(" = ", same.origins)).toList();
    String groups = differing.size() == 1 ? "1 group" : differing.size() + " groups";
    return more
        + " of an earlier image; "
        + (differing.isEmpty()
            ? "all with the same label" + some(all)
            : groups + " with different labels" + some(differing));
  }

  private static String some(List<String> all) {
    return ": "
        + all.stream().limit(SHOWN).collect(Collectors.joining("; "))
        + (all.size() > SHOWN ? "; …" : "");
  }

  private static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /// What is gathered on the way.
  private static final class Counting {

    static final int NO_CLASS = -1;

    private final List<String> broken = new ArrayList<>();
    private final TreeMap<Integer, Integer> classes = new TreeMap<>();
    private final LinkedHashMap<List<Integer>, Integer> sizes = new LinkedHashMap<>();
    private final LinkedHashMap<String, List<Seen>> seen = new LinkedHashMap<>();
    private final long[][] values = new long[4][256];
    private int images;

    private record Seen(String origin, int target) {}

    void add(Image image, int target, String origin) {
      images++;
      if (target != NO_CLASS) {
        classes.merge(target, 1, Integer::sum);
      }
      sizes.merge(List.of(image.height(), image.width(), image.channels()), 1, Integer::sum);
      byte[] pixels = image.pixels();
      int channels = image.channels();
      for (int channel = 0; channel < channels; channel++) {
        long[] counts = values[channel];
        for (int i = channel; i < pixels.length; i += channels) {
          counts[pixels[i] & 0xff]++;
        }
      }
      seen.computeIfAbsent(digest(image), _ -> new ArrayList<>(1)).add(new Seen(origin, target));
    }

    private static String digest(Image image) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(ByteBuffer.allocate(8).putInt(image.height()).putInt(image.width()).array());
        return HexFormat.of().formatHex(digest.digest(image.pixels()));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java has SHA-256; this one says otherwise.", e);
      }
    }

    ImageReport report(Dataset data) {
      List<String> labels = data.labels();
      for (int label = 0; label < labels.size(); label++) {
        classes.putIfAbsent(label, 0);
      }
      return new ImageReport(
          images,
          classes.entrySet().stream()
              .map(e -> new ClassCount(label(labels, e.getKey()), e.getValue()))
              .toList(),
          sizes.entrySet().stream()
              .map(e ->
                  new SizeCount(
                      e.getKey().get(0), e.getKey().get(1), e.getKey().get(2), e.getValue()))
              .sorted(
                  Comparator.comparingInt(SizeCount::count)
                      .reversed()
                      .thenComparingInt(SizeCount::height)
                      .thenComparingInt(SizeCount::width)
                      .thenComparingInt(SizeCount::channels))
              .toList(),
          channels(),
          broken,
          seen.values().stream().filter(same -> same.size() > 1).map(Counting::copies).toList());
    }

    private static String label(List<String> labels, int target) {
      return target < labels.size() ? labels.get(target) : String.valueOf(target);
    }

    private static Copies copies(List<Seen> same) {
      return new Copies(
          same.stream().map(Seen::origin).toList(),
          same.stream().mapToInt(Seen::target).distinct().count() == 1);
    }

    private List<Channel> channels() {
      var channels = new ArrayList<Channel>();
      for (long[] counts : values) {
        long count = 0;
        long sum = 0;
        double squares = 0;
        int least = 255;
        int most = 0;
        for (int value = 0; value < counts.length; value++) {
          if (counts[value] > 0) {
            least = Math.min(least, value);
            most = value;
          }
          count += counts[value];
          sum += counts[value] * value;
          squares += (double) counts[value] * value * value;
        }
        if (count > 0) {
          double mean = (double) sum / count;
          double variance = Math.max(0, squares / count - mean * mean);
          channels.add(new Channel(least, most, mean, Math.sqrt(variance)));
        }
      }
      return channels;
    }
  }
}
