package lockstep.nn.samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import lockstep.kernels.random.Permutation;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Draw;
import lockstep.nn.data.Forms;
import lockstep.nn.data.Item;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Step;
import lockstep.nn.data.Tokens;
import lockstep.nn.json.Nearest;
import lockstep.nn.project.Defaults;
import lockstep.nn.project.Learning;
import lockstep.nn.project.Limits;
import lockstep.nn.project.Project;
import lockstep.nn.project.Source;

/// The samples of a part of some data, prepared as training prepares them.
///
/// {@snippet :
/// Samples samples = Samples.of(Source.open(Wanted.of("flowers/")), Samples.Part.TRAIN);
/// samples.draw(8, Optional.empty()).stream().map(samples::view).forEach(System.out::println);
/// }
public final class Samples {

  /// Keeps the order of these draws apart from those of training.
  private static final long STREAM = 0x5348_4F57_0000_0000L;

  private static final int NO_CLASS = -1;

  /// A part of the data.
  public enum Part {
    /// What is learnt from.
    TRAIN("to learn from"),
    /// What the best weights are chosen by.
    VALIDATION("to choose by"),
    /// What is held out.
    TEST("held out");

    private final String words;

    Part(String words) {
      this.words = words;
    }

    /// {@return its name as it is spelled}
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// {@return what it is for, in words}
    public String words() {
      return words;
    }

    /// {@return the part of that name}
    ///
    /// @throws IllegalArgumentException if there is none, with the names there are
    public static Part of(String name) {
      List<String> names = Arrays.stream(values()).map(Part::text).toList();
      return Arrays.stream(values())
          .filter(part -> part.text().equals(name.strip().toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "part: expected "
                      + String.join(", ", names)
                      + ", got '"
                      + name
                      + "'."
                      + Nearest.hint(name, names)));
    }

    private Dataset in(Source source) {
      return switch (this) {
        case TRAIN -> source.train();
        case VALIDATION -> source.validation();
        case TEST -> source.test();
      };
    }
  }

  private final Project project;
  private final Dataset data;
  private final Part part;
  private final int[] classes;

  private Samples(Project project, Dataset data, Part part) {
    this.project = project;
    this.data = data;
    this.part = part;
    classes = project.labels().isEmpty() ? new int[0] : classes();
  }

  /// {@return the samples of a part}
  ///
  /// @throws DataException if the data cannot be prepared
  /// @throws IllegalArgumentException if no network suits it
  public static Samples of(Source source, Part part) {
    return new Samples(
        Defaults.resolve(source, Learning.usual(), Limits.none()), part.in(source), part);
  }

  private int[] classes() {
    return IntStream.range(0, data.size()).map(this::classOf).toArray();
  }

  /// A target that cannot be read has no class: what is wrong with it is said when it is looked at.
  private int classOf(int index) {
    try {
      return classOf(prepared(data.target(index)));
    } catch (DataException | IllegalArgumentException _) {
      return NO_CLASS;
    }
  }

  private static int classOf(Item target) {
    return target instanceof Tokens tokens && tokens.shape().rank() == 0
        ? tokens.values()[0]
        : NO_CLASS;
  }

  private Item prepared(Item target) {
    Item said = target;
    for (Step step : project.preparation().target()) {
      said = step.apply(said);
    }
    return said;
  }

  /// {@return how the data is prepared and varied, and all else that training would choose}
  public Project project() {
    return project;
  }

  /// {@return which part they are of}
  public Part part() {
    return part;
  }

  /// {@return how many there are}
  public int size() {
    return data.size();
  }

  /// {@return the names of the classes; none where there are none}
  public List<String> labels() {
    return project.labels();
  }

  /// {@return how many there are of a class}
  public int size(String label) {
    int wanted = labels().indexOf(label);
    return (int) Arrays.stream(classes).filter(each -> each == wanted).count();
  }

  /// {@return the places of some samples, drawn by chance by the seed of the data; those of each
  /// class as many as possible, and one class after the other}
  ///
  /// @param count at most so many
  /// @param label the class that all are of; none for any
  /// @throws IllegalArgumentException if there is no such class
  public List<Integer> draw(int count, Optional<String> label) {
    int[] order = IntStream.range(0, data.size()).toArray();
    Permutation.shuffle(project.seed(), STREAM, order);
    if (label.isPresent()) {
      int wanted = number(label.get());
      return sorted(Arrays.stream(order).filter(i -> classes[i] == wanted).limit(count));
    }
    if (labels().isEmpty()) {
      return sorted(Arrays.stream(order).limit(count));
    }
    List<List<Integer>> each = new ArrayList<>();
    labels().forEach(_ -> each.add(new ArrayList<>()));
    for (int index : order) {
      if (classes[index] != NO_CLASS && classes[index] < each.size()) {
        each.get(classes[index]).add(index);
      }
    }
    int[] taken = shares(count, each.stream().mapToInt(List::size).toArray());
    return IntStream.range(0, taken.length)
        .boxed()
        .flatMap(i -> each.get(i).subList(0, taken[i]).stream().sorted())
        .toList();
  }

  /// In turn one of each class, as long as it has more.
  private static int[] shares(int count, int... sizes) {
    int[] taken = new int[sizes.length];
    int left = Math.min(count, IntStream.of(sizes).sum());
    while (left > 0) {
      for (int i = 0; i < sizes.length && left > 0; i++) {
        if (taken[i] < sizes[i]) {
          taken[i]++;
          left--;
        }
      }
    }
    return taken;
  }

  private static List<Integer> sorted(IntStream indices) {
    return indices.sorted().boxed().toList();
  }

  private int number(String label) {
    int number = labels().indexOf(label);
    if (number < 0) {
      throw new IllegalArgumentException(
          "class: expected "
              + (labels().isEmpty()
                  ? "none, as this data has no classes"
                  : "one of the " + labels().size() + " there are")
              + ", got '"
              + label
              + "'."
              + Nearest.hint(label, labels()));
    }
    return number;
  }

  /// {@return a sample as a network sees it when it does not vary}
  ///
  /// @throws DataException if it cannot be read or prepared
  public View view(int index) {
    Sample sample = data.get(index);
    Sample seen = project.preparation().apply(sample);
    int number = classOf(seen.target());
    Optional<String> label =
        number >= 0 && number < labels().size()
            ? Optional.of(labels().get(number))
            : Optional.empty();
    return new View(
        index,
        sample.origin(),
        label,
        Forms.of(project.preparation(), sample),
        sample.target(),
        seen.target());
  }

  /// {@return what a sample becomes in an epoch of training, as `train` with the same seed makes
  /// it}
  ///
  /// @param epoch from 0
  public Forms varied(int index, int epoch) {
    return Forms.of(
        project.preparation(),
        project.augmentations(),
        data.get(index),
        new Draw(project.seed(), epoch, index));
  }
}
