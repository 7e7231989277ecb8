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
  ///
  /// What goes round the loop is an argument: as the receiver its class comes from the profile
  /// alone, and where that had nothing to say C2 made objects of the vectors, at a hundredth of the
  /// rate (`jmh/lab`, 3).
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
      x0 = a.fma(x0, b);
      x1 = a.fma(x1, b);
      x2 = a.fma(x2, b);
      x3 = a.fma(x3, b);
      x4 = a.fma(x4, b);
      x5 = a.fma(x5, b);
      x6 = a.fma(x6, b);
      x7 = a.fma(x7, b);
      x8 = a.fma(x8, b);
      x9 = a.fma(x9, b);
      x10 = a.fma(x10, b);
      x11 = a.fma(x11, b);
      x0 = a.fma(x0, b);
      x1 = a.fma(x1, b);
      x2 = a.fma(x2, b);
      x3 = a.fma(x3, b);
      x4 = a.fma(x4, b);
      x5 = a.fma(x5, b);
      x6 = a.fma(x6, b);
      x7 = a.fma(x7, b);
      x8 = a.fma(x8, b);
      x9 = a.fma(x9, b);
      x10 = a.fma(x10, b);
      x11 = a.fma(x11, b);
    }
    var low = x0.add(x1).add(x2).add(x3).add(x4).add(x5);
    var high = x6.add(x7).add(x8).add(x9).add(x10).add(x11);
    return low.add(high).lane(0);
  }
}
