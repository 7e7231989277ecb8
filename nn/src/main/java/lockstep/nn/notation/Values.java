package lockstep.nn.notation;

import java.util.List;

/// The settings of a layer, in the order of its kind.
record Values(List<Object> all) {

  Values {
    all = List.copyOf(all);
  }

  static Values of(Object... values) {
    return new Values(List.of(values));
  }

  int whole(int index) {
    return as(Integer.class, index);
  }

  float real(int index) {
    return as(Float.class, index);
  }

  <T> T as(Class<T> type, int index) {
    return type.cast(all.get(index));
  }
}
