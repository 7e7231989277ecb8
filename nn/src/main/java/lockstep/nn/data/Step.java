package lockstep.nn.data;

/// A step of preparation: an item in, an item out, the same in training and in prediction. A step
/// is a record of its settings, which are stored with the model.
@FunctionalInterface
public interface Step {

  /// {@return what becomes of an item}
  ///
  /// @throws IllegalArgumentException if it is of a kind that this step does not take, naming the
  ///   kind that it does
  Item apply(Item item);

  /// {@return the item as the kind that a step takes}
  ///
  /// @param step its name, for the message
  /// @throws IllegalArgumentException if it is another
  static <T extends Item> T expect(Class<T> kind, Item item, String step) {
    if (!kind.isInstance(item)) {
      throw new IllegalArgumentException(
          step + ": expected " + kind.getSimpleName() + ", got " + item.describe() + ".");
    }
    return kind.cast(item);
  }
}
