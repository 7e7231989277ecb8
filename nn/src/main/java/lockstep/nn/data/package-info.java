/// Between files and batches.
///
/// ```
/// Dataset      samples by index: an item in, an item out, where it came from
///    ▼ Augmentation   keyed by (seed, epoch, index), while training
///    ▼ Preparation    steps that end in Numbers or Tokens; stored with the model
/// Batches      tensors, made ahead by workers, in the same order for any number of them
/// ```
///
/// The rooms beside it read what people have: `image`, `sound`, `table`, `text`, `series`; and
/// `embedded` makes data out of nothing.
@NullMarked
package lockstep.nn.data;

import org.jspecify.annotations.NullMarked;
