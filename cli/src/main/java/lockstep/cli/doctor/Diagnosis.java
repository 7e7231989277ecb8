package lockstep.cli.doctor;

import java.util.List;
import lockstep.blas.Availability;
import lockstep.kernels.peak.Peak;

/// Everything the doctor knows of this machine, and what to do about it.
///
/// @param version Lockstep's version
/// @param java the JVM
/// @param processor the processor and how much of it is ours
/// @param memory memory and its limits
/// @param blas whether OpenBLAS can be used
/// @param rates what was measured, one entry for each number of threads; empty where kernels cannot
///   run
/// @param advice what is slow or missing, worst first
public record Diagnosis(
    String version,
    Java java,
    Processor processor,
    Memory memory,
    Availability blas,
    List<Peak> rates,
    List<Advice> advice) {

  /// Copies the lists.
  public Diagnosis {
    rates = List.copyOf(rates);
    advice = List.copyOf(advice);
  }

  /// The JVM.
  ///
  /// @param version such as `25.0.3`
  /// @param vendor who built it
  /// @param home where it is installed
  /// @param options the options that it was started with
  /// @param topTier the highest compilation tier: 4 where C2 compiles, 0 where code is only
  ///   interpreted
  /// @param nativeAccess whether calls into native code were allowed to the module that makes them
  /// @param directives whether the compiler was told how to treat kernels
  public record Java(
      String version,
      String vendor,
      String home,
      List<String> options,
      int topTier,
      boolean nativeAccess,
      boolean directives) {
    /// Copies the options.
    public Java {
      options = List.copyOf(options);
    }
  }

  /// The processor.
  ///
  /// @param model its name
  /// @param architecture such as `amd64`
  /// @param cores how many the machine has
  /// @param threads how many this process may use
  /// @param simd its vectors
  public record Processor(String model, String architecture, int cores, int threads, Simd simd) {}

  /// SIMD vectors, as far as this process can use them.
  public sealed interface Simd {
    /// The vector module is not in this JVM: kernels cannot run.
    record NoVectorModule() implements Simd {}

    /// The widths, in bits.
    ///
    /// @param hardware the widest of the processor, as the system reports it
    /// @param jvm the widest that this JVM uses
    /// @param used what kernels use
    record Width(int hardware, int jvm, int used) implements Simd {}
  }

  /// Memory, in bytes.
  ///
  /// @param machine what the machine has
  /// @param usable what this process may use: less in a container with a limit
  /// @param heap the limit of the Java heap
  public record Memory(long machine, long usable, long heap) {}
}
