package lockstep.nn.run.reference;

import java.util.List;
import lockstep.nn.tensor.Shape;

/// What a reference reads and writes. Outputs are zeros at first.
final class Operands {

  private final List<Doubles> in;
  private final List<Doubles> out;

  Operands(List<Doubles> in, List<Doubles> out) {
    this.in = in;
    this.out = out;
  }

  Doubles in(int index) {
    return in.get(index);
  }

  Doubles out(int index) {
    return out.get(index);
  }

  int inputs() {
    return in.size();
  }

  int outputs() {
    return out.size();
  }

  /// The number of the element of input `index` that element `element` of the first output reads,
  /// where axes of size 1 and missing ones repeat.
  int repeated(int index, int element) {
    Shape from = in(index).shape();
    Shape to = out(0).shape();
    int missing = to.rank() - from.rank();
    int at = 0;
    int stride = 1;
    int rest = element;
    for (int axis = to.rank() - 1; axis >= missing; axis--) {
      int place = rest % to.size(axis);
      rest /= to.size(axis);
      int size = from.size(axis - missing);
      at += (size == 1 ? 0 : place) * stride;
      stride *= size;
    }
    return at;
  }
}
