package lockstep.kernels.ctc;

import java.util.Random;
import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.KernelCase;

/// The sequences that every promise of all rooms is tested on.
public final class CtcCases {

  private CtcCases() {}

  /// {@return one case for each way through the room}
  public static Stream<KernelCase> all() {
    return Stream.of(
        loss(new CtcShape(1, 7, 3, 2)),
        loss(new CtcShape(37, 29, 11, 6)),
        loss(new CtcShape(5, 20, 2, 12)));
  }

  private static KernelCase loss(CtcShape shape) {
    return new KernelCase(
        "ctc.Ctc " + shape,
        () -> {
          int samples = shape.samples();
          int count = samples * shape.steps() * shape.classes();
          var probabilities = Guarded.of(numbers(count, 1));
          var targets = Guarded.ofInts(targets(shape));
          var lengths = Guarded.ofInts(lengths(shape));
          var dLosses = Guarded.of(numbers(samples, 2));
          // Losses and the gradient, so that both are looked at.
          var out = Guarded.unwritten(samples + count, 0);
          var saved = Guarded.unwritten(samples * shape.steps() * shape.states(), 0);
          var forward = Ctc.of(shape);
          var backward = CtcGradient.of(shape);
          var scratch = scratch(forward, backward);
          return new KernelCase.Call(
              out,
              p -> {
                long gradient = out.address() + (long) samples * Float.BYTES;
                forward.run(
                    p,
                    probabilities.address(),
                    targets.address(),
                    lengths.address(),
                    out.address(),
                    saved.address(),
                    scratch.address());
                backward.run(
                    p,
                    probabilities.address(),
                    targets.address(),
                    lengths.address(),
                    out.address(),
                    saved.address(),
                    dLosses.address(),
                    gradient,
                    scratch.address());
              });
        });
  }

  private static final int MOST_THREADS = 4;

  static Guarded scratch(Ctc forward, CtcGradient backward) {
    long bytes = Math.max(forward.scratchBytes(MOST_THREADS), backward.scratchBytes(MOST_THREADS));
    return Guarded.unwritten((int) (bytes / Float.BYTES), 0);
  }

  /// Below 0, as logarithms of probabilities are; they need not add up to 1.
  static float[] numbers(int count, long seed) {
    var random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = -4 * random.nextFloat();
    }
    return numbers;
  }

  /// Labels with repetitions, some left out in the middle and at the end.
  static int[] targets(CtcShape shape) {
    var random = new Random(shape.labels());
    return random
        .ints((long) shape.samples() * shape.labels(), -1, shape.classes())
        .map(label -> random.nextBoolean() ? Math.min(label, 1) : label)
        .toArray();
  }

  /// From 0 to more than there are.
  static int[] lengths(CtcShape shape) {
    int[] lengths = new int[shape.samples()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = shape.steps() + 3 - i % (shape.steps() + 4);
    }
    return lengths;
  }
}
