package lockstep.nn.samples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Forms;
import lockstep.nn.data.Image;
import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.inspect.ContactSheet;
import lockstep.nn.tensor.Shape;

/// Samples that can be drawn, pictures and sounds, as a picture.
///
/// {@snippet :
/// SampleSheet sheet = SampleSheet.of(samples, 0, Optional.of("rose"), true);
/// sheet.write(Path.of("roses.png"));
/// }
public final class SampleSheet {

  private static final int MOST_ROWS = 24;
  private static final int VARIED_ROWS = 10;
  private static final int LINES = 8;
  private static final int MOST = 2_000;

  private final ContactSheet sheet;
  private final int shown;
  private final List<String> broken;

  private SampleSheet(ContactSheet sheet, int shown, List<String> broken) {
    this.sheet = sheet;
    this.shown = shown;
    this.broken = List.copyOf(broken);
  }

  /// {@return whether samples can be drawn}
  public static boolean isPossible(Samples samples) {
    return switch (samples.project().purpose().data().kind()) {
      case IMAGES, IDX, CIFAR, SOUNDS -> true;
      case DETECT, TABLE, SERIES, TEXT, LABELLED_TEXT, POINTS, TOKENS -> false;
    };
  }

  /// {@return some samples as a picture}
  ///
  /// @param count how many; 0 for as many as look well
  /// @param label the class that all are of; none for any
  /// @param varied whether each is followed by forms that it takes while learning
  /// @throws IllegalArgumentException if there is no such class, or nothing varies
  /// @throws DataException if none of them can be read
  public static SampleSheet of(Samples samples, int count, Optional<String> label, boolean varied) {
    if (count < 0 || count > MOST) {
      throw new IllegalArgumentException("count: expected 1 to " + MOST + ", got " + count + ".");
    }
    if (varied && samples.part() != Samples.Part.TRAIN) {
      throw new IllegalArgumentException(
          "augmented: expected the part that is learnt from, got "
              + samples.part().text()
              + ": only what is learnt from varies.");
    }
    if (varied && samples.project().augmentations().isEmpty()) {
      throw new IllegalArgumentException(
          "augmented: expected data that varies while learning, but "
              + samples.project().name()
              + " is learnt from as it is.");
    }
    var broken = new ArrayList<String>();
    View example = first(samples, label);
    if (varied) {
      int rows = Math.min(count == 0 ? VARIED_ROWS : count, samples.size());
      List<View> views = views(samples, rows, label, broken);
      return new SampleSheet(varied(samples, views), views.size(), broken);
    }
    int classes = label.isPresent() ? 1 : samples.labels().size();
    boolean inRows = label.isEmpty() && classes >= 1 && classes <= MOST_ROWS;
    int usual =
        inRows
            ? classes * ContactSheet.fitting(picture(example.forms()), classes)
            : LINES * ContactSheet.fitting(picture(example.forms()), LINES + 1);
    List<View> views = views(samples, count == 0 ? usual : count, label, broken);
    ContactSheet sheet = titled(samples, views.size(), label);
    if (inRows) {
      sheet.rows(
          samples.labels().stream()
              .map(each ->
                  new ContactSheet.Row(
                      each,
                      String.format(Locale.ROOT, "%,d samples", samples.size(each)),
                      views.stream()
                          .filter(view -> view.label().equals(Optional.of(each)))
                          .map(view -> picture(view.forms()))
                          .toList()))
              .filter(row -> !row.pictures().isEmpty())
              .toList());
    } else {
      boolean named = label.isEmpty() && classes > 0;
      sheet.grid(
          views.stream()
              .map(view ->
                  new ContactSheet.Row(
                      named ? view.label().orElse("") : shortened(view.origin()),
                      "",
                      List.of(picture(view.forms()))))
              .toList());
    }
    return new SampleSheet(sheet, views.size(), broken);
  }

  private static View first(Samples samples, Optional<String> label) {
    var broken = new ArrayList<String>();
    for (int index : samples.draw(10, label)) {
      try {
        return samples.view(index);
      } catch (DataException e) {
        broken.add(String.valueOf(e.getMessage()));
      }
    }
    throw new DataException(
        samples.project().name(),
        broken.isEmpty()
            ? "expected samples " + samples.part().words() + ", found none."
            : "expected samples that can be read, got: " + broken.getFirst());
  }

  private static List<View> views(
      Samples samples, int count, Optional<String> label, List<String> broken) {
    var views = new ArrayList<View>();
    for (int index : samples.draw(count, label)) {
      try {
        views.add(samples.view(index));
      } catch (DataException e) {
        broken.add(String.valueOf(e.getMessage()));
      }
    }
    return views;
  }

  private static ContactSheet varied(Samples samples, List<View> views) {
    int forms = ContactSheet.fittingApart(picture(views.getFirst().forms()), views.size());
    var heads = new ArrayList<>(List.of("as it is"));
    IntStream.rangeClosed(1, forms).forEach(epoch -> heads.add("epoch " + epoch));
    ContactSheet sheet = titled(samples, views.size(), Optional.empty());
    sheet.rows(
        heads,
        views.stream()
            .map(view -> {
              var pictures = new ArrayList<Item>(List.of(picture(view.forms())));
              IntStream.range(0, forms)
                  .forEach(epoch -> pictures.add(picture(samples.varied(view.index(), epoch))));
              String origin = shortened(view.origin());
              return new ContactSheet.Row(
                  view.label().orElse(origin), view.label().isPresent() ? origin : "", pictures);
            })
            .toList());
    return sheet;
  }

  private static ContactSheet titled(Samples samples, int shown, Optional<String> label) {
    String of = label.map(each -> " of " + each).orElse("");
    int all = label.map(samples::size).orElseGet(samples::size);
    return new ContactSheet(
        samples.project().name() + of,
        String.format(
            Locale.ROOT,
            "%,d of the %,d samples %s, drawn by seed %d, as the network sees them",
            shown,
            all,
            samples.part().words(),
            samples.project().seed()));
  }

  /// The file alone: the folder is often the class.
  private static String shortened(String origin) {
    return origin.substring(origin.lastIndexOf('/') + 1);
  }

  /// The last form that is a picture; of a sound the numbers of its bands.
  private static Item picture(Forms forms) {
    Optional<Image> image = forms.last(Image.class);
    if (image.isPresent()) {
      return image.get();
    }
    if (forms.seen() instanceof Numbers numbers && numbers.shape().rank() >= 2) {
      return new Numbers(
          Shape.of(numbers.shape().size(0), numbers.shape().size(1)), numbers.values());
    }
    throw new IllegalArgumentException(
        "expected samples that can be drawn, got "
            + forms.items().stream().map(Item::describe).collect(Collectors.joining(", "))
            + ".");
  }

  /// {@return how many samples are on it}
  public int shown() {
    return shown;
  }

  /// {@return what is wrong with those that were drawn and could not be read}
  public List<String> broken() {
    return broken;
  }

  /// Writes it as a PNG.
  ///
  /// @throws DataException if the file cannot be written
  public void write(Path file) {
    sheet.write(file);
  }
}
