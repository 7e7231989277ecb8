package lockstep.nn.data.image;

import lockstep.nn.data.Augmentation;
import lockstep.nn.data.Draw;
import lockstep.nn.data.Image;
import lockstep.nn.data.Item;
import lockstep.nn.data.Step;

/// What varies an image while training. Sizes stay, but for the two crops, which give the size that
/// they say.
public sealed interface ImageAugmentation extends Augmentation {

  /// {@return another image}
  Image vary(Image image, Draw draw);

  @Override
  default Class<? extends Item> kind() {
    return Image.class;
  }

  @Override
  default Item apply(Item item, Draw draw) {
    return vary(Step.expect(Image.class, item, getClass().getSimpleName()), draw);
  }

  /// Left and right exchanged that often.
  record FlipHorizontal(double probability) implements ImageAugmentation {

    /// Checks the probability.
    public FlipHorizontal {
      Require.probability("FlipHorizontal.probability", probability);
    }

    /// Every other time.
    public FlipHorizontal() {
      this(0.5);
    }

    @Override
    public Image vary(Image image, Draw draw) {
      return draw.happens(probability) ? Canvas.flippedHorizontally(image) : image;
    }
  }

  /// Above and below exchanged that often.
  record FlipVertical(double probability) implements ImageAugmentation {

    /// Checks the probability.
    public FlipVertical {
      Require.probability("FlipVertical.probability", probability);
    }

    /// Every other time.
    public FlipVertical() {
      this(0.5);
    }

    @Override
    public Image vary(Image image, Draw draw) {
      return draw.happens(probability) ? Canvas.flippedVertically(image) : image;
    }
  }

  /// Up or down, left or right by that many pixels at most.
  ///
  /// @param fill what comes in, 0 to 255
  record Shift(int rows, int columns, int fill) implements ImageAugmentation {

    /// Checks the settings.
    public Shift {
      Require.margin("Shift.rows", rows);
      Require.margin("Shift.columns", columns);
      Require.byteValue("Shift.fill", fill);
    }

    /// As far in all directions; zeros come in.
    public Shift(int pixels) {
      this(pixels, pixels, 0);
    }

    @Override
    public Image vary(Image image, Draw draw) {
      int top = draw.below(2 * rows + 1) - rows;
      int left = draw.below(2 * columns + 1) - columns;
      return top == 0 && left == 0
          ? image
          : Canvas.window(image, top, left, image.height(), image.width(), fill);
    }
  }

  /// To the left or to the right about the middle, by that angle at most.
  ///
  /// @param fill what comes in at the corners, 0 to 255
  record Rotate(double degrees, int fill) implements ImageAugmentation {

    /// Checks the settings.
    public Rotate {
      Require.within("Rotate.degrees", 0, 180, degrees);
      Require.byteValue("Rotate.fill", fill);
    }

    /// Zeros come in.
    public Rotate(double degrees) {
      this(degrees, 0);
    }

    @Override
    public Image vary(Image image, Draw draw) {
      double radians = draw.uniform(-degrees, degrees) * (StrictMath.PI / 180);
      return Canvas.turned(image, radians, fill);
    }
  }

  /// A part of that size, anywhere in the image and a margin around it.
  ///
  /// @param padding the margin
  /// @param fill what it is, 0 to 255
  record RandomCrop(int height, int width, int padding, int fill) implements ImageAugmentation {

    /// Checks the settings.
    public RandomCrop {
      Require.size("RandomCrop.height", height);
      Require.size("RandomCrop.width", width);
      Require.margin("RandomCrop.padding", padding);
      Require.byteValue("RandomCrop.fill", fill);
    }

    /// The margin is zeros.
    public RandomCrop(int height, int width, int padding) {
      this(height, width, padding, 0);
    }

    @Override
    public Image vary(Image image, Draw draw) {
      int rows = image.height() + 2 * padding - height;
      int columns = image.width() + 2 * padding - width;
      if (rows < 0 || columns < 0) {
        throw new IllegalArgumentException(
            "RandomCrop: expected an image of at least "
                + height
                + "×"
                + width
                + " with its padding of "
                + padding
                + ", got "
                + image.describe()
                + ". Set a larger padding, or put ResizeShorter into the preparation.");
      }
      int top = draw.below(rows + 1) - padding;
      int left = draw.below(columns + 1) - padding;
      return Canvas.window(image, top, left, height, width, fill);
    }
  }

  /// A part of the image, resized to one size.
  ///
  /// @param minScale the least share of the pixels
  /// @param maxScale the largest share
  /// @param minRatio the least width for a height of 1
  /// @param maxRatio the largest
  record RandomResizedCrop(
      int height, int width, double minScale, double maxScale, double minRatio, double maxRatio)
      implements ImageAugmentation {

    private static final int TRIES = 10;

    /// Checks the settings.
    public RandomResizedCrop {
      Require.size("RandomResizedCrop.height", height);
      Require.size("RandomResizedCrop.width", width);
      Require.within("RandomResizedCrop.maxScale", 1e-6, 1, maxScale);
      Require.within("RandomResizedCrop.minScale", 1e-6, maxScale, minScale);
      Require.within("RandomResizedCrop.maxRatio", 0.01, 100, maxRatio);
      Require.within("RandomResizedCrop.minRatio", 0.01, maxRatio, minRatio);
    }

    /// From 3:4 to 4:3, up to the whole image.
    public RandomResizedCrop(int height, int width, double minScale) {
      this(height, width, minScale, 1, 3 / 4.0, 4 / 3.0);
    }

    @Override
    public Image vary(Image image, Draw draw) {
      double pixels = (double) image.height() * image.width();
      double low = StrictMath.log(minRatio);
      double high = StrictMath.log(maxRatio);
      for (int i = 0; i < TRIES; i++) {
        double area = pixels * draw.uniform(minScale, maxScale);
        double ratio = StrictMath.exp(draw.uniform(low, high));
        int columns = (int) (StrictMath.sqrt(area * ratio) + 0.5);
        int rows = (int) (StrictMath.sqrt(area / ratio) + 0.5);
        if (rows >= 1 && columns >= 1 && rows <= image.height() && columns <= image.width()) {
          int top = draw.below(image.height() - rows + 1);
          int left = draw.below(image.width() - columns + 1);
          return resized(Canvas.window(image, top, left, rows, columns, 0));
        }
      }
      return resized(image);
    }

    private Image resized(Image part) {
      return Resampling.resize(part, height, width, Smoothing.BILINEAR);
    }
  }

  /// Lighter or darker, and other colours. A setting of 0.2 means a factor of 0.8 to 1.2.
  ///
  /// @param brightness of all values
  /// @param contrast of the distance from the mean
  /// @param saturation of the distance from grey
  /// @param hue how far around the circle of colours, 0.5 at most; no factor
  record ColourJitter(double brightness, double contrast, double saturation, double hue)
      implements ImageAugmentation {

    /// Checks the settings.
    public ColourJitter {
      Require.within("ColourJitter.brightness", 0, 1, brightness);
      Require.within("ColourJitter.contrast", 0, 1, contrast);
      Require.within("ColourJitter.saturation", 0, 1, saturation);
      Require.within("ColourJitter.hue", 0, 0.5, hue);
    }

    @Override
    public Image vary(Image image, Draw draw) {
      double lighter = draw.uniform(1 - brightness, 1 + brightness);
      double harder = draw.uniform(1 - contrast, 1 + contrast);
      float stronger = (float) draw.uniform(1 - saturation, 1 + saturation);
      float turn = (float) draw.uniform(-hue, hue);
      Image varied = brightness == 0 ? image : Colours.spread(image, 0, lighter);
      if (contrast != 0) {
        varied = Colours.spread(varied, Colours.lightness(varied), harder);
      }
      if (saturation != 0) {
        varied = Colours.saturated(varied, stronger);
      }
      return hue == 0 ? varied : Colours.hueTurned(varied, turn);
    }
  }

  /// Something nearly normal added to each value but alpha.
  ///
  /// @param deviation of 255
  record Noise(double deviation) implements ImageAugmentation {

    /// Mean and deviation of a sum of eight bytes.
    private static final int MEAN = 1020;

    private static final double DEVIATION = StrictMath.sqrt(8 * (256.0 * 256 - 1) / 12);

    private static final long EVEN_BYTES = 0x00FF_00FF_00FF_00FFL;

    /// Checks the deviation.
    public Noise {
      Require.within("Noise.deviation", 0, 255, deviation);
    }

    @Override
    public Image vary(Image image, Draw draw) {
      float scale = (float) (deviation / DEVIATION);
      int channels = image.channels();
      int alpha = Colours.hasAlpha(image) ? channels - 1 : channels;
      byte[] to = image.pixels().clone();
      long state = (long) draw.bits() << 32 | (draw.bits() & 0xFFFF_FFFFL);
      int channel = 0;
      for (int i = 0; i < to.length; i++) {
        if (channel != alpha) {
          state += 0x9E37_79B9_7F4A_7C15L;
          to[i] = Colours.rounded((to[i] & 0xff) + (sumOfBytes(mixed(state)) - MEAN) * scale);
        }
        channel = channel + 1 == channels ? 0 : channel + 1;
      }
      return new Image(image.height(), image.width(), channels, to);
    }

    /// SplitMix64 (Steele, Lea and Flood, 2014): a draw for each value would take most of the time.
    private static long mixed(long state) {
      long bits = (state ^ (state >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
      bits = (bits ^ (bits >>> 27)) * 0x94D0_49BB_1331_11EBL;
      return bits ^ (bits >>> 31);
    }

    private static int sumOfBytes(long bits) {
      long pairs = (bits & EVEN_BYTES) + (bits >>> 8 & EVEN_BYTES);
      return (int) ((pairs * 0x0001_0001_0001_0001L) >>> 48);
    }
  }

  /// A square whose middle is anywhere, so that part of it may lie outside, filled.
  ///
  /// @param size of its sides
  /// @param fill 0 to 255
  record Cutout(int size, int fill) implements ImageAugmentation {

    /// Checks the settings.
    public Cutout {
      Require.size("Cutout.size", size);
      Require.byteValue("Cutout.fill", fill);
    }

    /// With zeros.
    public Cutout(int size) {
      this(size, 0);
    }

    @Override
    public Image vary(Image image, Draw draw) {
      int top = draw.below(image.height()) - size / 2;
      int left = draw.below(image.width()) - size / 2;
      return Canvas.filled(image, top, left, size, fill);
    }
  }
}
