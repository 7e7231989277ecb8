package lockstep.blas;

import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.List;
import lockstep.blas.raw.Cblas;

/// Loads libraries by absolute path, so that the generated bindings find their symbols, and refuses
/// what is not an OpenBLAS with 32-bit sizes.
final class NativeLoader implements LibrarySearch.Loader {

  private static final List<String> NEEDED =
      List.of(
          "cblas_sgemm",
          "cblas_sgemv",
          "cblas_saxpy",
          "cblas_sdot",
          "openblas_get_config",
          "openblas_get_corename",
          "openblas_get_num_threads",
          "openblas_set_num_threads");

  @Override
  public OpenBlas load(List<Path> files) throws UnusableLibraryException {
    // In order: the run paths of OpenBLAS and the runtimes it needs do not cover each other.
    for (Path file : files) {
      try {
        System.load(file.toString());
      } catch (UnsatisfiedLinkError e) {
        throw new UnusableLibraryException("does not load (" + shortened(e, file) + ")", e);
      } catch (IllegalCallerException e) {
        throw new UnusableLibraryException(
            "native access is denied; add --enable-native-access=" + moduleName(), e);
      }
    }
    SymbolLookup symbols = SymbolLookup.loaderLookup();
    List<String> missing = NEEDED.stream().filter(name -> symbols.find(name).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw UnusableLibraryException.afterLoading(
          "loads, but is no OpenBLAS: it lacks " + String.join(", ", missing));
    }
    String config = Cblas.openblas_get_config().getString(0);
    if (config.contains("USE64BITINT")) {
      throw UnusableLibraryException.afterLoading(
          "is built for 64-bit sizes; the 32-bit build is needed");
    }
    // In a build for several processors the function jumps to a wrong address when a product has no
    // more than 100³ multiplications (OpenBLAS pull request 5980, merged after 0.3.31).
    boolean stridedBatches =
        symbols.find("cblas_sgemm_batch_strided").isPresent() && !config.contains("DYNAMIC_ARCH");
    return new OpenBlas(config, stridedBatches);
  }

  private static String moduleName() {
    Module module = NativeLoader.class.getModule();
    return module.isNamed() ? module.getName() : "ALL-UNNAMED";
  }

  /// The dynamic linker's words without the path that they begin with, once or twice.
  private static String shortened(UnsatisfiedLinkError e, Path file) {
    String words = String.valueOf(e.getMessage());
    String prefix = file + ": ";
    while (words.startsWith(prefix)) {
      words = words.substring(prefix.length());
    }
    return words.startsWith("failed to map segment") ? words + "; mounted noexec?" : words;
  }
}
