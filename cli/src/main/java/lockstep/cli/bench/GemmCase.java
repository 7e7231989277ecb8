package lockstep.cli.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lockstep.blas.Availability;
import lockstep.blas.OpenBlas;
import lockstep.blas.Transpose;
import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.Gemm;
import lockstep.kernels.gemm.GemmShape;
import lockstep.kernels.peak.Peak;
import lockstep.nn.json.Json;

/// One product to be timed, ours and OpenBLAS's in turn.
///
/// @param shape the product
public record GemmCase(GemmShape shape) {

  /// What our product is given as its right operand.
  public enum Right {
    /// B itself: it is copied in every run, where that pays.
    AS_IT_IS,
    /// B packed before, as the weights of a network can be.
    PACKED
  }

  private static final Pattern SPELLING =
      Pattern.compile("(\\d{1,6})x(\\d{1,6})x(\\d{1,6})([nt]{2})?");
  private static final long MOST_FLOATS = 1L << 28;

  /// What was measured.
  ///
  /// @param shape the product
  /// @param threads how many threads each side used
  /// @param gflops our rate, in 10⁹ operations a second
  /// @param openBlasGflops OpenBLAS's rate; NaN where it is absent
  /// @param peakGflops the rate of fused multiply-adds alone
  /// @param readGflops the rate at which nothing but reading the matrix would take the same time;
  ///   NaN where neither operand is a vector
  public record Result(
      GemmShape shape,
      int threads,
      double gflops,
      double openBlasGflops,
      double peakGflops,
      double readGflops) {

    /// {@return whether memory is the limit, as one operand is a vector}
    public boolean isVector() {
      return !Double.isNaN(readGflops);
    }

    /// {@return our rate over what the limit of this shape allows: memory or arithmetic}
    public double share() {
      return gflops / (isVector() ? readGflops : peakGflops);
    }

    /// {@return our rate over OpenBLAS's; NaN where that is absent}
    public double ratio() {
      return gflops / openBlasGflops;
    }

    /// {@return this result as one object}
    public Json.Fields json() {
      Json.Fields fields =
          Json.object()
              .with("m", shape.m())
              .with("n", shape.n())
              .with("k", shape.k())
              .with("transA", shape.transA())
              .with("transB", shape.transB())
              .with("threads", threads)
              .with("gflops", rounded(gflops))
              .with("openblas_gflops", rounded(openBlasGflops))
              .with("ratio", rounded(ratio()))
              .with("peak_gflops", rounded(peakGflops));
      return isVector() ? fields.with("read_share", rounded(share())) : fields;
    }

    private static double rounded(double value) {
      return Double.isNaN(value) ? value : Math.round(value * 1000) / 1000.0;
    }
  }

  /// {@return the product that `text` spells: `MxNxK`, then `nn`, `tn`, `nt` or `tt` for the
  /// operands that are transposed}
  ///
  /// @throws IllegalArgumentException if it spells none
  public static GemmCase parse(String text) {
    Matcher matcher = SPELLING.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected MxNxK, such as 64x512x784, or with transposes 64x512x784tn; got '"
              + text
              + "'");
    }
    int m = Integer.parseInt(matcher.group(1));
    int n = Integer.parseInt(matcher.group(2));
    int k = Integer.parseInt(matcher.group(3));
    String transposes = matcher.group(4) == null ? "nn" : matcher.group(4);
    if (m < 1 || n < 1 || k < 1 || (long) m * n + (long) m * k + (long) n * k > MOST_FLOATS) {
      throw new IllegalArgumentException(
          "expected sizes of at least 1 and at most 1 GiB of matrices, got '" + text + "'");
    }
    return new GemmCase(
        GemmShape.dense(m, n, k, transposes.charAt(0) == 't', transposes.charAt(1) == 't'));
  }

  /// Times the product on that many threads, and checks that both sides agree.
  public Result measure(int threads, Right right) {
    Parallel parallel = Parallel.of(threads, Parallel.Idle.SPIN);
    Gemm gemm = Gemm.of(shape);
    try (Arena arena = Arena.ofShared()) {
      var random = new SplittableRandom(1);
      MemorySegment a = random(arena, (long) shape.m() * shape.k(), random);
      MemorySegment b = random(arena, (long) shape.k() * shape.n(), random);
      MemorySegment c = arena.allocate((long) shape.m() * shape.n() * Float.BYTES, 64);
      MemorySegment scratch = arena.allocate(gemm.scratchBytes(threads), 64);
      Runnable ours =
          switch (right) {
            case AS_IT_IS ->
                () ->
                    gemm.run(
                        parallel, 1, a.address(), b.address(), 0, c.address(), scratch.address());
            case PACKED -> {
              long packed = packed(gemm, parallel, arena, b);
              yield () ->
                  gemm.runPacked(parallel, a.address(), packed, 0, c.address(), scratch.address());
            }
          };
      var sides = new ArrayList<Runnable>(List.of(ours));
      boolean isVector = shape.m() == 1 || shape.n() == 1;
      if (isVector) {
        MemorySegment matrix = shape.m() == 1 ? b : a;
        sides.add(() -> Peak.read(parallel, matrix.address(), matrix.byteSize()));
      }
      double peak = Peak.gflops(threads);
      return switch (Availability.find()) {
        case Availability.Absent _ -> result(InTurn.rates(sides), threads, peak, isVector, false);
        case Availability.Present(var blas, _) -> {
          MemorySegment theirs = arena.allocate(c.byteSize(), 64);
          blas.threads(threads);
          try {
            sides.add(() -> run(blas, a, b, theirs));
            double[] rates = threads == 1 ? InTurn.rates(sides) : InTurn.ratesAfterRests(sides);
            requireEqual(c, theirs);
            yield result(rates, threads, peak, isVector, true);
          } finally {
            blas.threads(1);
          }
        }
      };
    }
  }

  /// Of rates of ours, of reading where an operand is a vector, of OpenBLAS where it is there.
  private Result result(double[] rates, int threads, double peak, boolean isVector, boolean blas) {
    double operations = shape.operations();
    return new Result(
        shape,
        threads,
        rates[0] * operations,
        blas ? rates[rates.length - 1] * operations : Double.NaN,
        peak,
        isVector ? rates[1] * operations : Double.NaN);
  }

  private static long packed(Gemm gemm, Parallel parallel, Arena arena, MemorySegment b) {
    if (gemm.packedBytes() == 0) {
      return b.address();
    }
    long packed = arena.allocate(gemm.packedBytes(), 64).address();
    gemm.pack(parallel, b.address(), packed);
    return packed;
  }

  private void run(OpenBlas blas, MemorySegment a, MemorySegment b, MemorySegment c) {
    blas.sgemm(
        shape.transA() ? Transpose.YES : Transpose.NO,
        shape.transB() ? Transpose.YES : Transpose.NO,
        shape.m(),
        shape.n(),
        shape.k(),
        1,
        a,
        shape.lda(),
        b,
        shape.ldb(),
        0,
        c,
        shape.ldc());
  }

  /// Both sides round in another order; each is within k·ε·Σ|a||b| ≤ k²·ε of the true sum.
  private void requireEqual(MemorySegment ours, MemorySegment theirs) {
    double bound = 2.0 * shape.k() * shape.k() * Math.ulp(1f);
    for (long i = 0; i < (long) shape.m() * shape.n(); i++) {
      float x = ours.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      float y = theirs.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      if (!(Math.abs(x - y) <= bound)) {
        throw new IllegalStateException(
            shape + ": element " + i + " is " + x + ", OpenBLAS says " + y);
      }
    }
  }

  private static MemorySegment random(Arena arena, long floats, SplittableRandom random) {
    MemorySegment segment = arena.allocate(floats * Float.BYTES, 64);
    for (long i = 0; i < floats; i++) {
      segment.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextDouble(-1, 1));
    }
    return segment;
  }

  /// {@return the products that a list of spellings names, in order}
  public static List<GemmCase> parseAll(List<String> spellings) {
    var cases = new ArrayList<GemmCase>();
    for (String spelling : spellings) {
      cases.add(parse(spelling));
    }
    return cases;
  }
}
