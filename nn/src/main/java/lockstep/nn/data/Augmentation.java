package lockstep.nn.data;

/// A random change that leaves the meaning of an item: a record of its settings.
///
/// It is applied while training only, to the last form of its kind that an item takes on its way
/// through the preparation: a flip to the image after it was resized, before it becomes numbers.
public interface Augmentation {

  /// {@return the kind of item that it changes}
  Class<? extends Item> kind();

  /// {@return an item of the same kind and, unless its settings say otherwise, the same size}
  ///
  /// @param draw the only source of chance
  Item apply(Item item, Draw draw);
}
