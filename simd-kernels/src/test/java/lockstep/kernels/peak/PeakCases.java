package lockstep.kernels.peak;

import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.KernelCase;
import lockstep.kernels.access.Floats;

/// The loops over memory, which must not allocate: that would be what they measure.
public final class PeakCases {

  private static final int COUNT = 1 << 14;
  private static final long BYTES = (long) COUNT * Float.BYTES;

  private PeakCases() {}

  /// {@return one case for each loop}
  public static Stream<KernelCase> all() {
    return Stream.of(
        new KernelCase(
            "peak.MemoryLoop read",
            () -> {
              var in = Guarded.of(new float[COUNT]); // zeros: any width has their sum
              var out = Guarded.unwritten(1, 0);
              return new KernelCase.Call(
                  out, _ -> Floats.set(out.address(), MemoryLoop.read(in.address(), BYTES)));
            }),
        new KernelCase(
            "peak.MemoryLoop copy",
            () -> {
              var in = Guarded.of(new float[COUNT]);
              var out = Guarded.unwritten(COUNT, 0);
              return new KernelCase.Call(
                  out, _ -> MemoryLoop.copy(in.address(), out.address(), BYTES));
            }));
  }
}
