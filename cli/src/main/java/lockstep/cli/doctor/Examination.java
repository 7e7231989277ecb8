package lockstep.cli.doctor;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lockstep.blas.Availability;
import lockstep.blas.OpenBlas;
import lockstep.kernels.CompilerDirectives;
import lockstep.kernels.Lanes;
import lockstep.kernels.VectorModule;
import lockstep.kernels.peak.Peak;

/// Examines this machine and this JVM; takes about a second and a half, nearly all of it measuring.
public final class Examination {

  private static final LinuxLimits SYSTEM = new LinuxLimits(Path.of("/"));

  private Examination() {}

  /// {@return the diagnosis of this machine}
  ///
  /// @param version Lockstep's version
  public static Diagnosis run(String version) {
    Diagnosis.Java java = java();
    Diagnosis.Processor processor = processor();
    Diagnosis.Memory memory = memory();
    // Measured before OpenBLAS is loaded: its threads spin for a while after they start.
    List<Peak> rates = VectorModule.isPresent() ? rates(processor.threads()) : List.of();
    Availability blas = Availability.find();
    return new Diagnosis(
        version,
        java,
        processor,
        memory,
        blas,
        rates,
        Advisor.advise(java, processor, memory, blas));
  }

  private static Diagnosis.Java java() {
    List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments();
    return new Diagnosis.Java(
        System.getProperty("java.version", "?"),
        System.getProperty("java.vendor", "?"),
        System.getProperty("java.home", "?"),
        options,
        topTier(),
        OpenBlas.class.getModule().isNativeAccessEnabled(),
        CompilerDirectives.given());
  }

  private static int topTier() {
    // Under -Xint there is no such bean.
    if (ManagementFactory.getCompilationMXBean() == null) {
      return 0;
    }
    var options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return Integer.parseInt(options.getVMOption("TieredStopAtLevel").getValue());
  }

  private static Diagnosis.Processor processor() {
    int threads = Runtime.getRuntime().availableProcessors();
    return new Diagnosis.Processor(
        SYSTEM
            .processorField("model name")
            .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
            .orElse("unknown"),
        System.getProperty("os.arch", "?"),
        Math.max(threads, SYSTEM.processors().orElse(threads)),
        threads,
        VectorModule.isPresent() ? width() : new Diagnosis.Simd.NoVectorModule());
  }

  private static Diagnosis.Simd width() {
    int jvm = Lanes.hardwareBits();
    int hardware = SYSTEM.processorField("flags").map(Examination::vectorBits).orElse(jvm);
    return new Diagnosis.Simd.Width(hardware, jvm, Lanes.BITS);
  }

  private static int vectorBits(String flags) {
    List<String> sets = List.of(flags.split(" +", -1));
    return sets.contains("avx512f") ? 512 : sets.contains("avx2") ? 256 : 128;
  }

  private static Diagnosis.Memory memory() {
    // The JVM knows the container's limit in cases that our reading of control groups may miss, and
    // the other way round.
    long seen =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    long machine = Math.max(seen, SYSTEM.memory().orElse(seen));
    long usable = Math.min(seen, SYSTEM.memoryLimit().orElse(machine));
    return new Diagnosis.Memory(machine, usable, Runtime.getRuntime().maxMemory());
  }

  private static List<Peak> rates(int threads) {
    return threads == 1
        ? List.of(Peak.measure(1))
        : List.of(Peak.measure(1), Peak.measure(threads));
  }
}
