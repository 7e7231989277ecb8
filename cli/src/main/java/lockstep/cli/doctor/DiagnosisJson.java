package lockstep.cli.doctor;

import java.util.List;
import java.util.Locale;
import lockstep.blas.Attempt;
import lockstep.blas.Availability;
import lockstep.kernels.peak.Peak;
import lockstep.nn.json.Json;

/// A diagnosis as a script reads it.
public final class DiagnosisJson {

  private DiagnosisJson() {}

  /// {@return `diagnosis` as one object}
  public static Json.Fields of(Diagnosis diagnosis) {
    return Json.object()
        .with("lockstep", diagnosis.version())
        .with("java", java(diagnosis.java()))
        .with("processor", processor(diagnosis.processor()))
        .with("memory", memory(diagnosis.memory()))
        .with("openblas", blas(diagnosis.blas()))
        .with("peak", items(diagnosis.rates().stream().map(DiagnosisJson::peak).toList()))
        .with("advice", items(diagnosis.advice().stream().map(DiagnosisJson::advice).toList()));
  }

  private static Json java(Diagnosis.Java java) {
    return Json.object()
        .with("version", java.version())
        .with("vendor", java.vendor())
        .with("home", java.home())
        .with("options", Json.texts(java.options()))
        .with("top_tier", java.topTier())
        .with("native_access", java.nativeAccess())
        .with("compiler_directives", java.directives());
  }

  private static Json processor(Diagnosis.Processor processor) {
    var fields =
        Json.object()
            .with("model", processor.model())
            .with("architecture", processor.architecture())
            .with("cores", processor.cores())
            .with("threads", processor.threads());
    return switch (processor.simd()) {
      case Diagnosis.Simd.NoVectorModule _ -> fields.with("vector_module", false);
      case Diagnosis.Simd.Width(var hardware, var jvm, var used) ->
          fields
              .with("vector_module", true)
              .with("simd_bits", used)
              .with("simd_bits_jvm", jvm)
              .with("simd_bits_hardware", hardware);
    };
  }

  private static Json memory(Diagnosis.Memory memory) {
    return Json.object()
        .with("machine_bytes", memory.machine())
        .with("usable_bytes", memory.usable())
        .with("heap_bytes", memory.heap());
  }

  private static Json blas(Availability blas) {
    return switch (blas) {
      case Availability.Present(var openBlas, var library) ->
          Json.object()
              .with("status", "Present")
              .with("version", openBlas.version())
              .with("core", openBlas.core())
              .with("config", openBlas.config())
              .with("source", library.source().name().toLowerCase(Locale.ROOT))
              .with("path", library.path().toString())
              .with("tried", attempts(library.attempts()));
      case Availability.Absent(var attempts, var remedy) ->
          Json.object()
              .with("status", "Absent")
              .with("tried", attempts(attempts))
              .with("remedy", remedy);
    };
  }

  private static Json attempts(List<Attempt> attempts) {
    return items(
        attempts.stream()
            .<Json>map(a -> Json.object().with("place", a.place()).with("outcome", a.outcome()))
            .toList());
  }

  private static Json peak(Peak peak) {
    return Json.object()
        .with("threads", peak.threads())
        .with("gflops", rounded(peak.gflops()))
        .with("read_gb_per_s", rounded(peak.readGigabytes()))
        .with("copy_gb_per_s", rounded(peak.copyGigabytes()));
  }

  /// A rate is known to three digits at best.
  private static double rounded(double rate) {
    return Math.round(rate * 100) / 100.0;
  }

  private static Json advice(Advice advice) {
    return Json.object()
        .with("severity", advice.severity().name().toLowerCase(Locale.ROOT))
        .with("finding", advice.finding())
        .with("remedy", advice.remedy());
  }

  private static Json items(List<Json> items) {
    return new Json.Items(items);
  }
}
