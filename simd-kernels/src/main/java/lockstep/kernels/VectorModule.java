package lockstep.kernels;

/// The incubator module `jdk.incubator.vector`, without which no kernel loads.
///
/// On the module path it comes with this module; on the class path the JVM must be told. This class
/// is safe to load either way.
public final class VectorModule {

  /// The option that adds the module on the class path.
  public static final String OPTION = "--add-modules jdk.incubator.vector";

  private VectorModule() {}

  /// {@return whether the module is in this JVM}
  public static boolean isPresent() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }
}
