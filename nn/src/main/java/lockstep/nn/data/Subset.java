package lockstep.nn.data;

import java.util.List;

/// Some samples of a data set, in an order of their own: a view.
public final class Subset implements Dataset {

  private final Dataset whole;
  private final int[] indices;

  /// Copies the indices.
  ///
  /// @throws IndexOutOfBoundsException if the data set has no sample of some index
  public Subset(Dataset whole, int... indices) {
    for (int index : indices) {
      if (index < 0 || index >= whole.size()) {
        throw new IndexOutOfBoundsException(
            "subset: expected indices below " + whole.size() + ", got " + index + ".");
      }
    }
    this.whole = whole;
    this.indices = indices.clone();
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public Sample get(int index) {
    return whole.get(indices[index]);
  }

  @Override
  public Item target(int index) {
    return whole.target(indices[index]);
  }

  @Override
  public List<String> labels() {
    return whole.labels();
  }

  /// {@return which sample of the whole data set that is}
  public int source(int index) {
    return indices[index];
  }
}
