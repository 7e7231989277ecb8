package lockstep.kernels.recurrent;

import static lockstep.kernels.access.Floats.get;
import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.set;
import static lockstep.kernels.access.Floats.store;
import static lockstep.kernels.recurrent.RowLoops.at;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// The passes over one row that only GRU has. `gates` is r, z, n, q, each `count` long.
final class GruLoops {

  private static final int LANES = Lanes.COUNT;

  private GruLoops() {}

  /// `n = input + bias + r·q`.
  static void candidate(long gates, long input, long bias, int count) {
    long n = at(gates, 2 * count);
    long q = at(n, count);
    int k = 0;
    for (; k <= count - LANES; k += LANES) {
      FloatVector sum = load(at(input, k)).add(load(at(bias, k)));
      store(at(n, k), load(at(gates, k)).fma(load(at(q, k)), sum));
    }
    for (; k < count; k++) {
      float sum = get(at(input, k)) + get(at(bias, k));
      set(at(n, k), Math.fma(get(at(gates, k)), get(at(q, k)), sum));
    }
  }

  /// `h = n + z·(h₋₁ − n)`.
  static void state(long gates, long before, long h, int count) {
    long z = at(gates, count);
    long n = at(z, count);
    int k = 0;
    for (; k <= count - LANES; k += LANES) {
      FloatVector vn = load(at(n, k));
      store(at(h, k), load(at(z, k)).fma(load(at(before, k)).sub(vn), vn));
    }
    for (; k < count; k++) {
      set(at(h, k), GruStepReference.state(gates, count, k, get(at(before, k))));
    }
  }

  /// The gradients of a row. `dh` holds the gradient of h and takes that of h₋₁.
  static void gradient(long dh, long gates, long before, long dInput, long dRecurrent, int count) {
    long z = at(gates, count);
    long n = at(z, count);
    long q = at(n, count);
    FloatVector one = FloatVector.broadcast(Lanes.FLOAT, 1);
    int k = 0;
    for (; k <= count - LANES; k += LANES) {
      FloatVector d = load(at(dh, k));
      FloatVector vz = load(at(z, k));
      FloatVector vn = load(at(n, k));
      FloatVector rest = one.sub(vz);
      FloatVector dz = d.mul(load(at(before, k)).sub(vn)).mul(vz.mul(rest));
      store(at(dInput, count + k), dz);
      store(at(dRecurrent, count + k), dz);
      FloatVector dn = d.mul(rest).mul(one.sub(vn.mul(vn)));
      store(at(dInput, 2 * count + k), dn);
      FloatVector vr = load(at(gates, k));
      store(at(dRecurrent, 2 * count + k), dn.mul(vr));
      FloatVector dr = dn.mul(load(at(q, k))).mul(vr.mul(one.sub(vr)));
      store(at(dInput, k), dr);
      store(at(dRecurrent, k), dr);
      store(at(dh, k), d.mul(vz));
    }
    for (; k < count; k++) {
      GruStepReference.gradient(
          get(at(dh, k)), gates, get(at(before, k)), dInput, dRecurrent, at(dh, k), count, k);
    }
  }
}
