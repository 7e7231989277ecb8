package lockstep.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The one reader of the SIMD width. Every kernel takes its species from here.
///
/// The width is the widest that the hardware has, unless `-Dlockstep.lanes.bits` forces 128, 256 or
/// 512: one machine then tests what all others compute. A width that the hardware lacks works and
/// is very slow.
public final class Lanes {

  /// The system property that forces a width.
  public static final String PROPERTY = "lockstep.lanes.bits";

  /// The species of all float vectors. For kernels: other modules see no vectors.
  @SuppressWarnings("exports")
  public static final VectorSpecies<Float> FLOAT = species(System.getProperty(PROPERTY, ""));

  /// How many floats a vector holds.
  public static final int COUNT = FLOAT.length();

  /// The width in bits.
  public static final int BITS = FLOAT.vectorBitSize();

  /// The system property that says how many [#REGISTERS] to fill: 16 or 32.
  public static final String REGISTERS_PROPERTY = "lockstep.lanes.registers";

  /// How many vector registers there are, unless the property says that another machine is tried.
  public static final int REGISTERS =
      Integer.getInteger(
          REGISTERS_PROPERTY,
          hardwareBits() >= 512 || System.getProperty("os.arch", "").equals("aarch64") ? 32 : 16);

  /// The system property that says whether [#HALVES] holds: `true` or `false`.
  public static final String HALVES_PROPERTY = "lockstep.lanes.halves";

  /// Whether two vectors of half the width do more than a whole one where every multiply-add has a
  /// broadcast of its own: on a processor that runs an operation on 512 bits as two. It loads and
  /// broadcasts half a vector for nothing, a whole one not (`jmh/lab`, 7).
  public static final boolean HALVES =
      BITS == 512
          && Boolean.parseBoolean(
              System.getProperty(HALVES_PROPERTY, "" + Processor.here().splitsWideVectors()));

  /// The species of vectors half as wide as [#FLOAT].
  @SuppressWarnings("exports")
  public static final VectorSpecies<Float> HALF =
      VectorSpecies.of(float.class, VectorShape.forBitSize(BITS / 2));

  private Lanes() {}

  /// {@return the widest vector of this hardware, in bits}
  public static int hardwareBits() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize();
  }

  static VectorSpecies<Float> species(String forced) {
    return switch (forced.strip()) {
      case "" -> FloatVector.SPECIES_PREFERRED;
      case "128" -> VectorSpecies.of(float.class, VectorShape.S_128_BIT);
      case "256" -> VectorSpecies.of(float.class, VectorShape.S_256_BIT);
      case "512" -> VectorSpecies.of(float.class, VectorShape.S_512_BIT);
      default ->
          throw new IllegalArgumentException(
              "-D"
                  + PROPERTY
                  + ": expected 128, 256 or 512, got '"
                  + forced
                  + "'. Leave it out for the widest.");
    };
  }
}
