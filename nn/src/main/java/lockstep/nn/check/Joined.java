package lockstep.nn.check;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Fingerprint;
import lockstep.nn.data.Image;
import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Row;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Sound;
import lockstep.nn.data.Text;
import lockstep.nn.data.Tokens;

/// The three parts of a data set, one after the other. Whoever reads them leaves behind what each
/// sample was: so that every file is decoded once, whatever is asked of it.
final class Joined implements Dataset {

  static final int NO_CLASS = -1;

  private final List<Dataset> parts;
  private final Consumer<Sample> look;
  private final TreeMap<Integer, Seen> seen = new TreeMap<>();
  private final TreeMap<Integer, String> broken = new TreeMap<>();

  /// @param part 0 to learn from, 1 to choose by, 2 held out
  record Seen(int part, String origin, Fingerprint input, Fingerprint target, int label) {}

  Joined(List<Dataset> parts, Consumer<Sample> look) {
    this.parts = List.copyOf(parts);
    this.look = look;
  }

  @Override
  public int size() {
    return parts.stream().mapToInt(Dataset::size).sum();
  }

  @Override
  public Sample get(int index) {
    try {
      int part = part(index);
      Sample sample = parts.get(part).get(index - before(part));
      if (!seen.containsKey(index)) {
        seen.put(
            index,
            new Seen(
                part,
                sample.origin(),
                Fingerprint.of(sample.input()),
                Fingerprint.of(sample.target()),
                label(sample.target())));
        look.accept(sample);
      }
      return sample;
    } catch (DataException e) {
      broken.put(index, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  @Override
  public Item target(int index) {
    int part = part(index);
    return parts.get(part).target(index - before(part));
  }

  @Override
  public List<String> labels() {
    return parts.getFirst().labels();
  }

  /// Reads all samples; those that cannot be read are {@link #broken}.
  Joined read() {
    for (int i = 0; i < size(); i++) {
      try {
        get(i);
      } catch (DataException _) {
        // It is remembered, and reported with all the others.
      }
    }
    return this;
  }

  List<Seen> seen() {
    return List.copyOf(seen.values());
  }

  List<String> broken() {
    return List.copyOf(broken.values());
  }

  List<Integer> sizes() {
    return parts.stream().map(Dataset::size).toList();
  }

  /// The class of a target, without what it is a class of.
  int label(Item target) {
    if (labels().isEmpty()) {
      return NO_CLASS;
    }
    return switch (target) {
      case Tokens tokens when tokens.shape().rank() == 0 -> tokens.values()[0];
      case Text(var text) -> labels().indexOf(text.strip());
      case Tokens _, Image _, Numbers _, Row _, Sound _ -> NO_CLASS;
    };
  }

  private int part(int index) {
    int part = 0;
    while (index >= before(part + 1)) {
      part++;
    }
    return part;
  }

  private int before(int part) {
    int before = 0;
    for (int i = 0; i < part; i++) {
      before += parts.get(i).size();
    }
    return before;
  }

  /// {@return how many of each class each part has, by what targets say}
  List<ClassCount> classes() {
    List<String> labels = labels();
    int[][] counts = new int[parts.size()][labels.size()];
    for (Seen each : seen.values()) {
      if (each.label != NO_CLASS && each.label < labels.size()) {
        counts[each.part][each.label]++;
      }
    }
    var classes = new ArrayList<ClassCount>();
    for (int i = 0; i < labels.size(); i++) {
      classes.add(new ClassCount(labels.get(i), counts[0][i], counts[1][i], counts[2][i]));
    }
    return classes;
  }
}
