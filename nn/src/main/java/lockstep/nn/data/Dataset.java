package lockstep.nn.data;

import java.util.List;

/// Samples by index. The same index always gives an equal sample, and several threads may ask at
/// once.
public interface Dataset {

  /// {@return how many samples there are}
  int size();

  /// {@return the sample at an index below {@link #size}}
  ///
  /// @throws DataException if it cannot be read
  Sample get(int index);

  /// {@return the target of that sample; a data set that knows it without reading the input says so
  /// faster}
  ///
  /// @throws DataException if it cannot be read
  default Item target(int index) {
    return get(index).target();
  }

  /// {@return the names of the classes that targets count; none where they are no classes}
  default List<String> labels() {
    return List.of();
  }
}
