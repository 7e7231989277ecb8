package lockstep.kernels.peak;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// `x ← x·a + b` on twelve independent vectors held in registers: nothing but fused multiply-adds,
/// as fast as the units issue.
final class FmaLoop {

  /// Twelve chains hide the latency of four cycles on two units with room to spare, and with the
  /// two constants leave two of sixteen registers free: more chains would spill on AVX2.
  private static final int CHAINS = 12;

  /// Two rounds an iteration make the method longer than what C2 inlines into a hot caller (325
  /// bytes). Inlined into the caller's loop, the vectors are stored in every iteration, at half the
  /// rate: 50 GFLOP/s instead of 101 on a Zen 3 core.
  private static final int ROUNDS = 2;

  private FmaLoop() {}

  /// The floating-point operations of one pass.
  static double operations(int iterations) {
    return 2.0 * CHAINS * ROUNDS * Lanes.COUNT * iterations;
  }

  /// Runs the chains and returns a sum of all of them, so that none is dead code.
  static float run(int iterations, float factor, float addend) {
    var a = FloatVector.broadcast(Lanes.FLOAT, factor);
    var b = FloatVector.broadcast(Lanes.FLOAT, addend);
    var x0 = a;
    var x1 = a;
    var x2 = a;
    var x3 = a;
    var x4 = a;
    var x5 = a;
    var x6 = a;
    var x7 = a;
    var x8 = a;
    var x9 = a;
    var x10 = a;
    var x11 = a;
    for (int i = 0; i < iterations; i++) {
      x0 = x0.fma(a, b);
      x1 = x1.fma(a, b);
      x2 = x2.fma(a, b);
      x3 = x3.fma(a, b);
      x4 = x4.fma(a, b);
      x5 = x5.fma(a, b);
      x6 = x6.fma(a, b);
      x7 = x7.fma(a, b);
      x8 = x8.fma(a, b);
      x9 = x9.fma(a, b);
      x10 = x10.fma(a, b);
      x11 = x11.fma(a, b);
      x0 = x0.fma(a, b);
      x1 = x1.fma(a, b);
      x2 = x2.fma(a, b);
      x3 = x3.fma(a, b);
      x4 = x4.fma(a, b);
      x5 = x5.fma(a, b);
      x6 = x6.fma(a, b);
      x7 = x7.fma(a, b);
      x8 = x8.fma(a, b);
      x9 = x9.fma(a, b);
      x10 = x10.fma(a, b);
      x11 = x11.fma(a, b);
    }
    var low = x0.add(x1).add(x2).add(x3).add(x4).add(x5);
    var high = x6.add(x7).add(x8).add(x9).add(x10).add(x11);
    return low.add(high).lane(0);
  }
}
