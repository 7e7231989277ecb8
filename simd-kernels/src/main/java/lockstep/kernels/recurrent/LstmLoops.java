package lockstep.kernels.recurrent;

import static lockstep.kernels.access.Floats.get;
import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.set;
import static lockstep.kernels.access.Floats.store;
import static lockstep.kernels.recurrent.RowLoops.at;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// The passes over some units that only LSTM has. `gates` is i, f, g, o, each of which begins `gap`
/// floats after the one before.
final class LstmLoops {

  private static final int LANES = Lanes.COUNT;

  private LstmLoops() {}

  /// `c = f·c₋₁ + i·g`.
  static void cell(long gates, int gap, long before, long c, int count) {
    long f = at(gates, gap);
    long g = at(f, gap);
    int k = 0;
    for (; k <= count - LANES; k += LANES) {
      FloatVector taken = load(at(gates, k)).mul(load(at(g, k)));
      store(at(c, k), load(at(f, k)).fma(load(at(before, k)), taken));
    }
    for (; k < count; k++) {
      set(at(c, k), LstmStepReference.cell(gates, gap, k, get(at(before, k))));
    }
  }

  /// The gradients. The place of that of o holds tanh c, `dh` the gradient of h, which becomes 0.
  static void gradient(
      long dh, long dcNext, long gates, int gap, long before, long dGates, long dc, int count) {
    long f = at(gates, gap);
    long g = at(f, gap);
    long o = at(g, gap);
    long df = at(dGates, gap);
    long dg = at(df, gap);
    long dO = at(dg, gap);
    FloatVector one = FloatVector.broadcast(Lanes.FLOAT, 1);
    FloatVector zero = FloatVector.zero(Lanes.FLOAT);
    int k = 0;
    for (; k <= count - LANES; k += LANES) {
      FloatVector d = load(at(dh, k));
      FloatVector tanh = load(at(dO, k));
      FloatVector vo = load(at(o, k));
      store(at(dO, k), d.mul(tanh).mul(vo.mul(one.sub(vo))));
      FloatVector dCell = d.mul(vo).fma(one.sub(tanh.mul(tanh)), load(at(dcNext, k)));
      FloatVector vi = load(at(gates, k));
      FloatVector vg = load(at(g, k));
      store(at(dGates, k), dCell.mul(vg).mul(vi.mul(one.sub(vi))));
      store(at(dg, k), dCell.mul(vi).mul(one.sub(vg.mul(vg))));
      FloatVector vf = load(at(f, k));
      store(at(df, k), dCell.mul(load(at(before, k))).mul(vf.mul(one.sub(vf))));
      store(at(dc, k), dCell.mul(vf));
      store(at(dh, k), zero);
    }
    for (; k < count; k++) {
      LstmStepReference.gradient(
          get(at(dh, k)),
          get(at(dcNext, k)),
          get(at(dO, k)),
          gates,
          get(at(before, k)),
          dGates,
          at(dc, k),
          gap,
          k);
      set(at(dh, k), 0);
    }
  }
}
