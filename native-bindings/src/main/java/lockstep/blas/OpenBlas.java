package lockstep.blas;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.Semaphore;
import lockstep.blas.raw.Cblas;

/// OpenBLAS with checked arguments: single-precision products over row-major memory outside the
/// heap.
///
/// Every method checks all of its arguments first and throws an {@link IllegalArgumentException}
/// that begins with the name of the one at fault; no call can read or write outside the segments
/// that it was given. Sizes are in floats. Calls may come from any number of threads.
///
/// {@snippet :
/// // C ← A·B for a 2×3 and a 3×4 matrix
/// blas.sgemm(Transpose.NO, Transpose.NO, 2, 4, 3, 1, a, 3, b, 4, 0, c, 4);
/// }
public final class OpenBlas {

  /// OpenBLAS has a fixed number of work buffers and ends the whole process when they run out. Its
  /// smallest usual build has buffers for more calls than these; further ones wait.
  private static final int MOST_CALLS_AT_ONCE = 32;

  private final Semaphore calls = new Semaphore(MOST_CALLS_AT_ONCE);
  private final String config;
  private final boolean stridedBatches;

  OpenBlas(String config, boolean stridedBatches) {
    this.config = config.strip();
    this.stridedBatches = stridedBatches;
    // Its own threads wait by spinning and starve ours: one Java thread, one product.
    threads(1);
  }

  /// {@return the release, such as `0.3.31`}
  public String version() {
    String[] words = config.split(" +", -1);
    return words.length > 1 ? words[1] : config;
  }

  /// {@return the processor that the kernels in use were written for, such as `SkylakeX`}
  public String core() {
    return Cblas.openblas_get_corename().getString(0);
  }

  /// {@return how the library was built, in its own words}
  public String config() {
    return config;
  }

  /// {@return how many threads of its own the library uses in one call}
  public int threads() {
    return Cblas.openblas_get_num_threads();
  }

  /// Sets how many threads of its own the library uses in one call; 1 after loading. The setting is
  /// the whole process's.
  public void threads(int count) {
    Operand.requirePositive("count", count);
    Cblas.openblas_set_num_threads(count);
  }

  /// `C ← α·op(A)·op(B) + β·C`, where op transposes or not.
  ///
  /// | operand | as stored, no transpose | as stored, transposed |
  /// |---------|-------------------------|-----------------------|
  /// | A       | `m × k`                 | `k × m`               |
  /// | B       | `k × n`                 | `n × k`               |
  /// | C       | `m × n`                 |                       |
  ///
  /// @param lda floats from one stored row of A to the next; likewise `ldb`, `ldc`
  /// @throws IllegalArgumentException if an argument is out of range, or a segment is null, on the
  ///   heap, closed, another thread's, too small, or overlaps the result
  public void sgemm(
      Transpose transA,
      Transpose transB,
      int m,
      int n,
      int k,
      float alpha,
      MemorySegment a,
      int lda,
      MemorySegment b,
      int ldb,
      float beta,
      MemorySegment c,
      int ldc) {
    sgemmStrided(transA, transB, m, n, k, alpha, a, lda, 0, b, ldb, 0, beta, c, ldc, 0, 1);
  }

  /// `C[i] ← α·op(A[i])·op(B[i]) + β·C[i]` for `batch` products of one shape.
  ///
  /// @param strideA floats from one A to the next, 0 to use the same one for all; likewise
  ///   `strideB`
  /// @param strideC floats from one C to the next, at least what one C spans
  /// @throws IllegalArgumentException as {@link #sgemm} does
  public void sgemmStrided(
      Transpose transA,
      Transpose transB,
      int m,
      int n,
      int k,
      float alpha,
      MemorySegment a,
      int lda,
      int strideA,
      MemorySegment b,
      int ldb,
      int strideB,
      float beta,
      MemorySegment c,
      int ldc,
      int strideC,
      int batch) {
    boolean plainA = Operand.requirePresent("transA", transA) == Transpose.NO;
    boolean plainB = Operand.requirePresent("transB", transB) == Transpose.NO;
    Operand.requireNotNegative("m", m);
    Operand.requireNotNegative("n", n);
    Operand.requireNotNegative("k", k);
    Operand.requireNotNegative("strideA", strideA);
    Operand.requireNotNegative("strideB", strideB);
    Operand.requireNotNegative("batch", batch);
    long oneA = Operand.matrixExtent("lda", plainA ? m : k, plainA ? k : m, lda);
    long oneB = Operand.matrixExtent("ldb", plainB ? k : n, plainB ? n : k, ldb);
    long oneC = Operand.matrixExtent("ldc", m, n, ldc);
    if (batch > 1 && strideC < oneC) {
      throw new IllegalArgumentException(
          "strideC: expected at least the " + oneC + " floats of one C, got " + strideC + ".");
    }
    long allA = Operand.batchExtent(batch, strideA, oneA);
    long allB = Operand.batchExtent(batch, strideB, oneB);
    long allC = Operand.batchExtent(batch, strideC, oneC);
    Operand.requireReadable("a", a, allA);
    Operand.requireReadable("b", b, allB);
    Operand.requireWritable("c", c, allC);
    Operand.requireApart("c", c, allC, "a", a, allA);
    Operand.requireApart("c", c, allC, "b", b, allB);
    if (allC == 0) {
      return;
    }
    int ta = plainA ? Cblas.CblasNoTrans() : Cblas.CblasTrans();
    int tb = plainB ? Cblas.CblasNoTrans() : Cblas.CblasTrans();
    int order = Cblas.CblasRowMajor();
    calls.acquireUninterruptibly();
    try {
      if (batch == 1) {
        Cblas.cblas_sgemm(order, ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
      } else if (stridedBatches) {
        Cblas.cblas_sgemm_batch_strided(
            order, ta, tb, m, n, k, alpha, a, lda, strideA, b, ldb, strideB, beta, c, ldc, strideC,
            batch);
      } else {
        // With k = 0 A and B have no elements, and there is nothing to step over.
        long stepA = oneA == 0 ? 0 : strideA;
        long stepB = oneB == 0 ? 0 : strideB;
        for (long i = 0; i < batch; i++) {
          MemorySegment ai = a.asSlice(i * stepA * Float.BYTES);
          MemorySegment bi = b.asSlice(i * stepB * Float.BYTES);
          MemorySegment ci = c.asSlice(i * strideC * Float.BYTES);
          Cblas.cblas_sgemm(order, ta, tb, m, n, k, alpha, ai, lda, bi, ldb, beta, ci, ldc);
        }
      }
    } finally {
      calls.release();
    }
  }

  /// `y ← α·op(A)·x + β·y`, where A is `m × n` as stored.
  ///
  /// @param trans whether A is transposed: then x holds m floats and y holds n, otherwise n and m
  /// @param lda floats from one stored row of A to the next
  /// @param incx floats from one element of x to the next, at least 1; likewise `incy`
  /// @throws IllegalArgumentException as {@link #sgemm} does
  public void sgemv(
      Transpose trans,
      int m,
      int n,
      float alpha,
      MemorySegment a,
      int lda,
      MemorySegment x,
      int incx,
      float beta,
      MemorySegment y,
      int incy) {
    boolean plain = Operand.requirePresent("trans", trans) == Transpose.NO;
    Operand.requireNotNegative("m", m);
    Operand.requireNotNegative("n", n);
    long allA = Operand.matrixExtent("lda", m, n, lda);
    long allX = Operand.vectorExtent("incx", plain ? n : m, incx);
    long allY = Operand.vectorExtent("incy", plain ? m : n, incy);
    Operand.requireReadable("a", a, allA);
    Operand.requireReadable("x", x, allX);
    Operand.requireWritable("y", y, allY);
    Operand.requireApart("y", y, allY, "a", a, allA);
    Operand.requireApart("y", y, allY, "x", x, allX);
    if (allA == 0) {
      // BLAS leaves y alone when A has no elements; the formula says otherwise.
      for (long i = 0; i < allY; i += incy) {
        float old = y.getAtIndex(ValueLayout.JAVA_FLOAT, i);
        y.setAtIndex(ValueLayout.JAVA_FLOAT, i, beta == 0 ? 0 : beta * old);
      }
      return;
    }
    int t = plain ? Cblas.CblasNoTrans() : Cblas.CblasTrans();
    calls.acquireUninterruptibly();
    try {
      Cblas.cblas_sgemv(Cblas.CblasRowMajor(), t, m, n, alpha, a, lda, x, incx, beta, y, incy);
    } finally {
      calls.release();
    }
  }

  /// `y ← α·x + y` over `n` elements.
  ///
  /// @param incx floats from one element of x to the next, at least 1; likewise `incy`
  /// @throws IllegalArgumentException as {@link #sgemm} does
  public void saxpy(int n, float alpha, MemorySegment x, int incx, MemorySegment y, int incy) {
    Operand.requireNotNegative("n", n);
    long allX = Operand.vectorExtent("incx", n, incx);
    long allY = Operand.vectorExtent("incy", n, incy);
    Operand.requireReadable("x", x, allX);
    Operand.requireWritable("y", y, allY);
    Operand.requireApart("y", y, allY, "x", x, allX);
    calls.acquireUninterruptibly();
    try {
      Cblas.cblas_saxpy(n, alpha, x, incx, y, incy);
    } finally {
      calls.release();
    }
  }

  /// {@return `Σ x[i]·y[i]` over `n` elements}
  ///
  /// @param incx floats from one element of x to the next, at least 1; likewise `incy`
  /// @throws IllegalArgumentException as {@link #sgemm} does
  public float sdot(int n, MemorySegment x, int incx, MemorySegment y, int incy) {
    Operand.requireNotNegative("n", n);
    Operand.requireReadable("x", x, Operand.vectorExtent("incx", n, incx));
    Operand.requireReadable("y", y, Operand.vectorExtent("incy", n, incy));
    calls.acquireUninterruptibly();
    try {
      return Cblas.cblas_sdot(n, x, incx, y, incy);
    } finally {
      calls.release();
    }
  }
}
