package lockstep.nn.inspect;

import java.util.Optional;
import lockstep.nn.data.Image;
import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.Step;

/// An input to look at a model by.
///
/// @param name what it is called, such as its file
/// @param numbers what the model sees
/// @param picture the picture that these were made of, of their size, if they were
public record Specimen(String name, Numbers numbers, Optional<Image> picture) {

  /// {@return an item as a model sees it}
  ///
  /// @throws IllegalArgumentException if the preparation does not fit it, or makes no numbers
  public static Specimen of(String name, Item item, Preparation preparation) {
    Item now = item;
    Optional<Image> last = Optional.empty();
    for (Step step : preparation.input()) {
      last = now instanceof Image image ? Optional.of(image) : last;
      now = step.apply(now);
    }
    Numbers numbers = Step.expect(Numbers.class, now, "specimen");
    Optional<Image> same =
        last.filter(image ->
            numbers.shape().rank() == 3
                && numbers.shape().size(0) == image.height()
                && numbers.shape().size(1) == image.width());
    return new Specimen(name, numbers, same);
  }
}
