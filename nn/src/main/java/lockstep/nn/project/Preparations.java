package lockstep.nn.project;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import lockstep.nn.data.Augmentation;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Image;
import lockstep.nn.data.Item;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.Sound;
import lockstep.nn.data.Step;
import lockstep.nn.data.Subset;
import lockstep.nn.data.Text;
import lockstep.nn.data.image.ImageAugmentation;
import lockstep.nn.data.image.ImageStep;
import lockstep.nn.data.sound.FixLength;
import lockstep.nn.data.sound.MelSpectrogram;
import lockstep.nn.data.sound.Mono;
import lockstep.nn.data.sound.Place;
import lockstep.nn.data.sound.Resample;
import lockstep.nn.data.sound.SpecAugment;
import lockstep.nn.data.sound.StandardiseBands;
import lockstep.nn.data.sound.TimeShift;
import lockstep.nn.data.table.EncodeRow;
import lockstep.nn.data.table.EncodeTarget;
import lockstep.nn.data.text.CollapseWhitespace;
import lockstep.nn.data.text.Encode;
import lockstep.nn.data.text.LowerCase;
import lockstep.nn.data.text.ReplaceNumbers;
import lockstep.nn.data.text.ReplaceUrls;
import lockstep.nn.data.text.Vocabulary;
import lockstep.nn.data.text.WordVocabulary;

/// What is done to data before a network sees it, and how it varies while learning.
final class Preparations {

  /// So many samples tell sizes, and means.
  private static final int SURVEYED = 60;

  private static final int MEASURED = 1_000;

  private static final int LARGEST_SIDE = 64;
  private static final int LEAST_SIDE = 16;
  private static final int BANDS = 40;
  private static final int MOST_FRAMES = 128;
  private static final int MOST_SECONDS = 10;
  private static final int MOST_WORDS = 5_000;
  private static final int MOST_LENGTH = 256;
  private static final int MANY_TEXTS = 2_000;

  private static final List<Step> CLEANING =
      List.of(
          new LowerCase(),
          new ReplaceUrls(" url "),
          new ReplaceNumbers(" number "),
          new CollapseWhitespace());

  private Preparations() {}

  static Preparation of(Source source) {
    Purpose purpose = source.purpose();
    return switch (purpose.data().kind()) {
      case IMAGES, IDX, CIFAR -> pictures(source.train(), purpose.data().task());
      case SOUNDS -> sounds(source.train());
      case TABLE -> {
        var schema = purpose.details().schema();
        yield Preparation.of(new EncodeRow(schema)).target(new EncodeTarget(schema, true));
      }
      case SERIES ->
          purpose.details() instanceof Details.Windows(_, var standardise, _, _, _)
              ? Preparation.of(standardise).target(standardise)
              : Preparation.of();
      case LABELLED_TEXT -> texts(source.train());
      case TEXT, TOKENS, POINTS, DETECT -> Preparation.of();
    };
  }

  private static Preparation pictures(Dataset train, TaskKind task) {
    List<Image> some = new ArrayList<>();
    Dataset survey = some(train, SURVEYED);
    for (int i = 0; i < survey.size(); i++) {
      some.add(Step.expect(Image.class, survey.get(i).input(), "pictures"));
    }
    boolean reconstructed = task == TaskKind.RECONSTRUCTION;
    int height = side(some, Image::height, reconstructed);
    int width = side(some, Image::width, reconstructed);
    boolean colour = some.stream().anyMatch(image -> image.channels() > 2);
    List<Step> steps =
        List.of(
            new ImageStep.DropAlpha(),
            colour ? new ImageStep.ToColour() : new ImageStep.ToGrey(),
            new ImageStep.Resize(height, width),
            ImageStep.ToNumbers.scale01());
    var scaled = new Preparation(steps, List.of());
    return reconstructed
        ? new Preparation(steps, steps)
        : scaled.then(ImageStep.Normalise.fit(some(train, MEASURED), scaled));
  }

  /// Pictures of one small size keep it; others become squares of at most 64.
  private static int side(List<Image> images, ToIntFunction<Image> side, boolean reconstructed) {
    boolean same = images.stream().map(i -> i.height() + "×" + i.width()).distinct().count() == 1;
    int first = side.applyAsInt(images.getFirst());
    boolean keep =
        same
            && images.getFirst().height() <= LARGEST_SIDE
            && images.getFirst().width() <= LARGEST_SIDE;
    int[] shorter =
        images.stream().mapToInt(i -> Math.min(i.height(), i.width())).sorted().toArray();
    int usual = Math.clamp(shorter[shorter.length / 2] / 8 * 8L, LEAST_SIDE, LARGEST_SIDE);
    int chosen = keep ? first : usual;
    // The way back doubles the size twice.
    return reconstructed ? Math.max(4, (chosen + 3) / 4 * 4) : chosen;
  }

  private static Preparation sounds(Dataset train) {
    Dataset survey = some(train, SURVEYED);
    List<Sound> some = new ArrayList<>();
    for (int i = 0; i < survey.size(); i++) {
      some.add(Step.expect(Sound.class, survey.get(i).input(), "sounds"));
    }
    int rate = some.stream().mapToInt(Sound::rate).min().orElse(8_000);
    double[] seconds =
        some.stream()
            .mapToDouble(sound -> (double) sound.length() / sound.rate())
            .sorted()
            .toArray();
    double usual = Math.min(MOST_SECONDS, seconds[(int) (0.95 * (seconds.length - 1))]);
    int window = Integer.highestOneBit(Math.max(64, rate * 4 / 125));
    int length = Math.max((int) (usual * rate), 8 * window);
    int hop = Math.max(rate * 12 / 1000, length / MOST_FRAMES);
    List<Step> before =
        List.of(
            new Mono(),
            new Resample(rate),
            new FixLength(length, Place.START),
            new MelSpectrogram(rate, window, hop, BANDS));
    return new Preparation(before, List.of())
        .then(StandardiseBands.fit(some(train, MEASURED), before));
  }

  private static Preparation texts(Dataset train) {
    int least = train.size() < MANY_TEXTS ? 1 : 2;
    Step[] cleaning = CLEANING.toArray(Step[]::new);
    Vocabulary words = WordVocabulary.fit(Vocabulary.texts(train, cleaning), MOST_WORDS, least);
    int[] lengths =
        IntStream.range(0, train.size()).map(i -> words(train.get(i).input())).sorted().toArray();
    int usual = lengths[(int) (0.95 * (lengths.length - 1))];
    int length = Math.clamp((usual + 15L) / 16 * 16, 16, MOST_LENGTH);
    return Preparation.of(cleaning).then(new Encode(words, length));
  }

  private static int words(Item item) {
    return item instanceof Text(var text) ? text.strip().split("\\s+").length : 0;
  }

  static List<Augmentation> augmentations(Source source, Preparation preparation) {
    Wanted data = source.purpose().data();
    if (data.task() == TaskKind.RECONSTRUCTION) {
      return List.of();
    }
    return switch (data.kind()) {
      case IMAGES, IDX, CIFAR -> ofPictures(data, preparation);
      case SOUNDS -> List.of(new TimeShift(0.1f), new SpecAugment(1, 8, 1, 6));
      case TABLE, SERIES, TEXT, LABELLED_TEXT, POINTS, TOKENS, DETECT -> List.of();
    };
  }

  private static List<Augmentation> ofPictures(Wanted data, Preparation preparation) {
    int side = side(preparation);
    if (data.data().equals("glyphs")) {
      return List.of();
    }
    if (data.kind() == DataKind.CIFAR) {
      return List.of(
          new ImageAugmentation.FlipHorizontal(), new ImageAugmentation.RandomCrop(side, side, 4));
    }
    var shift = new ImageAugmentation.Shift(Math.max(1, side / 14));
    if (data.data().contains("fashion")) {
      return List.of(new ImageAugmentation.FlipHorizontal(), shift);
    }
    var rotate = new ImageAugmentation.Rotate(10);
    return isColour(preparation)
        ? List.of(
            new ImageAugmentation.FlipHorizontal(),
            shift,
            rotate,
            new ImageAugmentation.ColourJitter(0.2, 0.2, 0.2, 0))
        : List.of(shift, rotate);
  }

  private static int side(Preparation preparation) {
    return preparation.input().stream()
        .mapToInt(step -> step instanceof ImageStep.Resize(var height, _, _) ? height : 0)
        .max()
        .orElse(1);
  }

  private static boolean isColour(Preparation preparation) {
    return preparation.input().stream().anyMatch(ImageStep.ToColour.class::isInstance);
  }

  /// At most so many samples, from all over a data set.
  static Dataset some(Dataset data, int most) {
    int count = Math.min(most, data.size());
    return count == data.size()
        ? data
        : new Subset(
            data,
            IntStream.range(0, count).map(i -> (int) ((long) i * data.size() / count)).toArray());
  }
}
