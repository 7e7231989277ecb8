package lockstep.kernels;

import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Shows the JVM vectors of both widths before it compiles a tile for the second.
///
/// C2 bets on the one class that the JDK's methods have met so far, and compiles a tile of the
/// other class up to four times until it has lost every bet (`jmh/lab`, 11). A method that has met
/// both is not bet on.
final class BothWidths {

  /// More than it takes until the JVM counts the classes.
  private static final int TIMES = 1_000;

  private BothWidths() {}

  static void show() {
    try (Arena arena = Arena.ofConfined()) {
      long at = arena.allocate(Lanes.FLOAT.vectorByteSize(), 64).address();
      for (int i = 0; i < TIMES; i++) {
        step(Lanes.FLOAT, at);
        step(Lanes.HALF, at);
      }
    }
  }

  /// What tiles do.
  private static void step(VectorSpecies<Float> species, long address) {
    ByteOrder order = ByteOrder.nativeOrder();
    var a = FloatVector.fromMemorySegment(species, SEGMENT, address & ADDRESS_MASK, order);
    var b = FloatVector.broadcast(species, 0.5f);
    b.fma(a, FloatVector.zero(species)).intoMemorySegment(SEGMENT, address & ADDRESS_MASK, order);
  }
}
