package lockstep.nn.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Image;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against the pixels that Pillow 12.3 makes, before the orientation is applied.
class DecoderCasesTest {

  /// Their transparent grey is sample 15 of 15. Pillow looks for it among values spread to 255,
  /// where 15 is none; by the specification it is 255.
  private static final Set<String> HIDDEN_WHITE =
      Set.of("pngsuite/ftbbn0g04.png", "pngsuite/interlaced_iftbbn0g04.png");

  private final DecoderCases cases = DecoderCases.read();

  @TestFactory
  Stream<DynamicTest> png_pixels_are_those_expected() {
    return ofFormat("PNG")
        .filter(one -> !HIDDEN_WHITE.contains(one.file()))
        .map(one ->
            DynamicTest.dynamicTest(
                one.file(), () -> assertThat(sha256(pixels(one))).isEqualTo(one.sha256())));
  }

  @TestFactory
  Stream<DynamicTest> a_transparent_grey_of_four_bits_is_found() {
    return ofFormat("PNG")
        .filter(one -> HIDDEN_WHITE.contains(one.file()))
        .map(one ->
            DynamicTest.dynamicTest(
                one.file(),
                () -> {
                  byte[] expected = cases.expected(one);
                  for (int i = 0; i < expected.length; i += 4) {
                    expected[i + 3] = (byte) (expected[i] == -1 ? 0 : 255);
                  }
                  assertThat(pixels(one)).isEqualTo(expected);
                }));
  }

  @TestFactory
  Stream<DynamicTest> jpeg_pixels_are_those_expected() {
    return ofFormat("JPEG")
        .filter(one -> !one.note().startsWith("arithmetic"))
        .map(one ->
            DynamicTest.dynamicTest(
                one.file(), () -> assertThat(pixels(one)).isEqualTo(cases.expected(one))));
  }

  @TestFactory
  Stream<DynamicTest> damaged_files_are_refused_in_one_sentence() {
    return cases.cases().stream()
        .filter(one -> one.isRefused() || one.note().startsWith("arithmetic"))
        .map(one ->
            DynamicTest.dynamicTest(
                one.file(),
                () ->
                    assertThatThrownBy(
                            () -> ImageDecoder.decode(cases.file(one.file()), one.file()))
                        .isInstanceOf(DataException.class)
                        .hasMessageStartingWith(one.file() + ": expected ")
                        .hasMessageContaining(", found")));
  }

  @TestFactory
  Stream<DynamicTest> every_other_file_is_decoded() {
    return cases.cases().stream()
        .filter(one -> !one.hasPixels() && !one.isRefused())
        .map(one ->
            DynamicTest.dynamicTest(
                one.file(), () -> ImageDecoder.decode(cases.file(one.file()), one.file())));
  }

  @ParameterizedTest
  @CsvSource({
    "48, 64, 26fb83374c24d52887d3bf87da01fb464bb5fb27e67f6b9c61653097efad9b00",
    "31, 700, 69efa01c7e887f4f72797603e3801d7881b3cea51c6f66753c2bc86777865ed0",
    "359, 481, 1e3bb93f621030dcb0f57840afd029c8dae3c380a8f7411ff8814faed9fd7167"
  })
  void a_resized_photo_is_the_one_expected(int height, int width, String sha256) {
    Image resized =
        Resampling.resize(photo("pillow/flower.jpg"), height, width, Smoothing.BILINEAR);
    assertThat(sha256(resized.pixels())).isEqualTo(sha256);
  }

  @Test
  void a_grey_photo_is_the_one_expected() {
    assertThat(sha256(Colours.grey(photo("pillow/flower.jpg")).pixels()))
        .isEqualTo("9ca4a3d6f990bb86d3dbd570740afbc589c059405c7703725e0de86de1a250df");
  }

  @Test
  void turned_photos_look_like_upright_ones() {
    Image upright = photo("exif/Portrait_1.jpg");
    assertThat(upright.height()).isGreaterThan(upright.width());
    // Landscape_6 was stored on its side: upright it is wide, and its sky is above.
    Image landscape = photo("exif/Landscape_6.jpg");
    assertThat(landscape.width()).isGreaterThan(landscape.height());
    Image stored =
        ImageDecoder.asStored(cases.file("exif/Landscape_6.jpg"), "Landscape_6.jpg").image();
    assertThat(stored.height()).isGreaterThan(stored.width());
  }

  private Image photo(String file) {
    return ImageDecoder.decode(cases.file(file), file);
  }

  private Stream<DecoderCases.Case> ofFormat(String format) {
    return cases.cases().stream().filter(one -> one.format().equals(format) && one.hasPixels());
  }

  /// {@return the pixels in the layout expected: grey is three equal channels}
  private byte[] pixels(DecoderCases.Case one) {
    Image image = ImageDecoder.asStored(cases.file(one.file()), one.file()).image();
    Image coloured = Colours.coloured(image);
    int channels = one.layout().length();
    assertThat(coloured.channels()).isEqualTo(channels);
    return coloured.pixels();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
