package lockstep.nn.data.image;

import java.util.ArrayList;
import java.util.List;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Image;
import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.Step;
import lockstep.nn.tensor.Shape;

/// What prepares an image for a network.
///
/// | step | takes | gives |
/// |---|---|---|
/// | {@link Resize}, {@link ResizeShorter}, {@link CentreCrop}, {@link Pad} | image | image of another size |
/// | {@link ToGrey}, {@link ToColour}, {@link DropAlpha} | image | image of other channels |
/// | {@link ToNumbers} | image | numbers `[h, w, c]` |
/// | {@link Normalise} | numbers `[…, c]` | the same shape |
public sealed interface ImageStep extends Step {

  /// To one size, whatever the shape was.
  record Resize(int height, int width, Smoothing smoothing) implements ImageStep {

    /// Checks the sizes.
    public Resize {
      Require.size("Resize.height", height);
      Require.size("Resize.width", width);
    }

    /// Bilinear.
    public Resize(int height, int width) {
      this(height, width, Smoothing.BILINEAR);
    }

    @Override
    public Item apply(Item item) {
      return Resampling.resize(image(item, "Resize"), height, width, smoothing);
    }
  }

  /// So that the shorter side has a size; the shape stays.
  record ResizeShorter(int size, Smoothing smoothing) implements ImageStep {

    /// Checks the size.
    public ResizeShorter {
      Require.size("ResizeShorter.size", size);
    }

    /// Bilinear.
    public ResizeShorter(int size) {
      this(size, Smoothing.BILINEAR);
    }

    @Override
    public Item apply(Item item) {
      Image image = image(item, "ResizeShorter");
      int shorter = Math.min(image.height(), image.width());
      return Resampling.resize(
          image, scaled(image.height(), shorter), scaled(image.width(), shorter), smoothing);
    }

    private int scaled(int side, int shorter) {
      return Math.toIntExact((long) size * side / shorter);
    }
  }

  /// The middle of an image that is at least that large.
  record CentreCrop(int height, int width) implements ImageStep {

    /// Checks the sizes.
    public CentreCrop {
      Require.size("CentreCrop.height", height);
      Require.size("CentreCrop.width", width);
    }

    @Override
    public Item apply(Item item) {
      Image image = image(item, "CentreCrop");
      if (image.height() < height || image.width() < width) {
        throw new IllegalArgumentException(
            "CentreCrop: expected an image of at least "
                + height
                + "×"
                + width
                + ", got "
                + image.describe()
                + ". Put ResizeShorter or Pad before it.");
      }
      int top = (image.height() - height) / 2;
      int left = (image.width() - width) / 2;
      return Canvas.window(image, top, left, height, width, 0);
    }
  }

  /// A margin.
  ///
  /// @param fill what each channel of it is, 0 to 255
  record Pad(int top, int bottom, int left, int right, int fill) implements ImageStep {

    /// Checks the margins.
    public Pad {
      Require.margin("Pad.top", top);
      Require.margin("Pad.bottom", bottom);
      Require.margin("Pad.left", left);
      Require.margin("Pad.right", right);
      Require.byteValue("Pad.fill", fill);
    }

    /// The same margin all around, of zeros.
    public Pad(int margin) {
      this(margin, margin, margin, margin, 0);
    }

    @Override
    public Item apply(Item item) {
      Image image = image(item, "Pad");
      return Canvas.window(
          image, -top, -left, top + image.height() + bottom, left + image.width() + right, fill);
    }
  }

  /// Colours to how light they are (ITU-R 601); alpha stays.
  record ToGrey() implements ImageStep {

    @Override
    public Item apply(Item item) {
      return Colours.grey(image(item, "ToGrey"));
    }
  }

  /// Grey to red, green and blue; alpha stays.
  record ToColour() implements ImageStep {

    @Override
    public Item apply(Item item) {
      return Colours.coloured(image(item, "ToColour"));
    }
  }

  /// What is transparent shows a colour behind it; images without alpha stay.
  record DropAlpha(int red, int green, int blue) implements ImageStep {

    /// Checks the colour.
    public DropAlpha {
      Require.byteValue("DropAlpha.red", red);
      Require.byteValue("DropAlpha.green", green);
      Require.byteValue("DropAlpha.blue", blue);
    }

    /// Over white.
    public DropAlpha() {
      this(255, 255, 255);
    }

    @Override
    public Item apply(Item item) {
      return Colours.over(image(item, "DropAlpha"), red, green, blue);
    }
  }

  /// Each pixel times a factor, as numbers `[h, w, c]`.
  record ToNumbers(float scale) implements ImageStep {

    /// Checks the factor.
    public ToNumbers {
      if (!Float.isFinite(scale) || scale == 0) {
        throw new IllegalArgumentException(
            "ToNumbers.scale: expected a number other than 0, got " + scale + ".");
      }
    }

    /// {@return to 0 to 1}
    public static ToNumbers scale01() {
      return new ToNumbers(1f / 255);
    }

    @Override
    public Item apply(Item item) {
      Image image = image(item, "ToNumbers");
      byte[] pixels = image.pixels();
      float[] values = new float[pixels.length];
      for (int i = 0; i < pixels.length; i++) {
        values[i] = (pixels[i] & 0xff) * scale;
      }
      return new Numbers(Shape.of(image.height(), image.width(), image.channels()), values);
    }
  }

  /// `(x − mean) / deviation`, each channel with its own; of one each, all channels with them.
  ///
  /// @param mean one, or one for each channel
  /// @param deviation as many
  record Normalise(List<Float> mean, List<Float> deviation) implements ImageStep {

    /// Checks and copies the lists.
    public Normalise {
      mean = List.copyOf(mean);
      deviation = List.copyOf(deviation);
      if (mean.isEmpty() || mean.size() != deviation.size()) {
        throw new IllegalArgumentException(
            "Normalise: expected as many means as deviations, got "
                + mean.size()
                + " and "
                + deviation.size()
                + ".");
      }
      for (int i = 0; i < mean.size(); i++) {
        if (!Float.isFinite(mean.get(i)) || !(deviation.get(i) > 0)) {
          throw new IllegalArgumentException(
              "Normalise: expected numbers and deviations greater than 0, got mean "
                  + mean.get(i)
                  + " and deviation "
                  + deviation.get(i)
                  + " of channel "
                  + i
                  + ".");
        }
      }
    }

    /// {@return the same for all channels}
    public static Normalise by(float mean, float deviation) {
      return new Normalise(List.of(mean), List.of(deviation));
    }

    /// {@return what brings each channel of a data set to mean 0 and deviation 1; a channel that is
    /// the same everywhere keeps its deviation}
    ///
    /// @param before what makes numbers of its images, such as {@link ToNumbers}
    public static Normalise fit(Dataset data, Preparation before) {
      double[] sums = {};
      double[] squares = {};
      long count = 0;
      for (int index = 0; index < data.size(); index++) {
        Numbers numbers =
            Step.expect(Numbers.class, before.input(data.get(index).input()), "Normalise.fit");
        int channels = numbers.shape().size(-1);
        if (index == 0) {
          sums = new double[channels];
          squares = new double[channels];
        } else if (channels != sums.length) {
          throw new IllegalArgumentException(
              "Normalise.fit: expected "
                  + sums.length
                  + " channels throughout, got "
                  + channels
                  + ". Add ToColour, ToGrey or DropAlpha to the steps before.");
        }
        float[] values = numbers.values();
        for (int i = 0; i < values.length; i += channels) {
          for (int channel = 0; channel < channels; channel++) {
            double value = values[i + channel];
            sums[channel] += value;
            squares[channel] += value * value;
          }
        }
        count += channels == 0 ? 0 : values.length / channels;
      }
      if (count == 0) {
        throw new IllegalArgumentException(
            "Normalise.fit: expected a data set with numbers, got an empty one.");
      }
      var means = new ArrayList<Float>();
      var deviations = new ArrayList<Float>();
      for (int channel = 0; channel < sums.length; channel++) {
        double mean = sums[channel] / count;
        float deviation = (float) Math.sqrt(squares[channel] / count - mean * mean);
        means.add((float) mean);
        deviations.add(deviation > 0 ? deviation : 1);
      }
      return new Normalise(means, deviations);
    }

    @Override
    public Item apply(Item item) {
      Numbers numbers = Step.expect(Numbers.class, item, "Normalise");
      int channels = numbers.shape().rank() == 0 ? 1 : numbers.shape().size(-1);
      if (mean.size() != 1 && mean.size() != channels) {
        throw new IllegalArgumentException(
            "Normalise: expected "
                + mean.size()
                + " channels, got "
                + item.describe()
                + ". Give as many means as the images have channels.");
      }
      float[] from = numbers.values();
      float[] to = new float[from.length];
      int period = mean.size();
      for (int channel = 0; channel < period; channel++) {
        float middle = mean.get(channel);
        float width = deviation.get(channel);
        for (int i = channel; i < from.length; i += period) {
          to[i] = (from[i] - middle) / width;
        }
      }
      return new Numbers(numbers.shape(), to);
    }
  }

  private static Image image(Item item, String step) {
    return Step.expect(Image.class, item, step);
  }
}
