package lockstep.nn.data;

import java.util.Arrays;
import java.util.List;
import lockstep.nn.tensor.Shape;

/// So many steps of every sequence of numbers `[steps, …]`: a shorter one is filled up with zeros,
/// a longer one cut, and the numbers tell how many steps there are. Layers with {@link
/// lockstep.nn.layer.Lengths#GIVEN} then see no more of each than that.
///
/// {@snippet :
/// var before = List.of(new MelSpectrogram(8_000, 256, 96, 40));      // in frames, not as images
/// var standardise = StandardiseBands.fit(train, before);
/// Preparation preparation =
///     Preparation.of(before.getFirst(), standardise, new PadSteps(80, PadSteps.Kept.FIRST));
/// Layer network = Sequential.of(new Gru(64).withLengths().last(), new Dense(10));
/// }
///
/// It stands after what standardises, as zeros are then the mean.
///
/// @param steps how many
/// @param kept which of a longer one remain
public record PadSteps(int steps, Kept kept) implements Step {

  /// Which steps of a longer sequence remain.
  public enum Kept {
    /// The first.
    FIRST,
    /// The last.
    LAST
  }

  /// Checks the steps.
  public PadSteps {
    if (steps < 1) {
      throw new IllegalArgumentException("PadSteps.steps: expected 1 or more, got " + steps + ".");
    }
  }

  /// {@return as many steps as the longest sequence has}
  ///
  /// @param training the training part
  /// @param before the steps that make numbers of its samples; none where they are numbers
  public static PadSteps fit(Dataset training, List<? extends Step> before, Kept kept) {
    int longest = 1;
    for (int i = 0; i < training.size(); i++) {
      Item item = training.get(i).input();
      for (Step step : before) {
        item = step.apply(item);
      }
      longest = Math.max(longest, Step.expect(Numbers.class, item, "PadSteps").length());
    }
    return new PadSteps(longest, kept);
  }

  @Override
  public Item apply(Item item) {
    Numbers numbers = Step.expect(Numbers.class, item, "PadSteps");
    Shape shape = numbers.shape();
    if (shape.rank() < 2) {
      throw new IllegalArgumentException(
          "PadSteps: expected a sequence [steps, features], got " + item.describe() + ".");
    }
    int[] sizes = shape.sizes();
    sizes[0] = steps;
    Shape padded = Shape.of(sizes);
    int length = Math.min(steps, numbers.length());
    int each = numbers.length() == 0 ? 0 : numbers.counted() / numbers.length();
    int from =
        switch (kept) {
          case FIRST -> 0;
          case LAST -> (numbers.length() - length) * each;
        };
    float[] values = Arrays.copyOfRange(numbers.values(), from, from + length * each);
    return new Numbers(padded, length, Arrays.copyOf(values, Math.toIntExact(padded.count())));
  }
}
