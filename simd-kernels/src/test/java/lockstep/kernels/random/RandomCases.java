package lockstep.kernels.random;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.KernelCase;
import lockstep.kernels.map.Samples;

/// The random kernels that every promise of all rooms is tested on. They run in the thread that
/// calls.
public final class RandomCases {

  private static final long SEED = 7;
  private static final long STREAM = 3;

  /// Not the first of a block of words.
  private static final long FIRST = 5;

  private RandomCases() {}

  /// {@return one case for each way through the room}
  public static Stream<KernelCase> all() {
    return IntStream.of(37, 20_003).boxed().flatMap(RandomCases::of);
  }

  private static Stream<KernelCase> of(int count) {
    return Stream.of(
        fill("Uniform", count, out -> Uniform.fill(SEED, STREAM, FIRST, -0.3f, 0.7f, out, count)),
        fill("Normal", count, out -> Normal.fill(SEED, STREAM, FIRST, 0.1f, 1.7f, out, count)),
        fill("DropoutMask", count, out -> DropoutMask.fill(SEED, STREAM, FIRST, 0.3f, out, count)),
        applied(count),
        fill("Permutation", count, out -> Permutation.fill(SEED, STREAM, out, count)));
  }

  /// A kernel that only writes.
  @FunctionalInterface
  private interface Fill {
    void to(long out);
  }

  private static KernelCase fill(String name, int count, Fill fill) {
    return new KernelCase(
        "random." + name + " " + count,
        () -> {
          var out = Guarded.unwritten(count, 0);
          return new KernelCase.Call(out, _ -> fill.to(out.address()));
        });
  }

  private static KernelCase applied(int count) {
    return new KernelCase(
        "random.DropoutMask applied " + count,
        () -> {
          var in = Guarded.of(Samples.normal(count, 1));
          var out = Guarded.unwritten(count, 0);
          return new KernelCase.Call(
              out,
              _ ->
                  DropoutMask.apply(SEED, STREAM, FIRST, 0.3f, in.address(), out.address(), count));
        });
  }
}
