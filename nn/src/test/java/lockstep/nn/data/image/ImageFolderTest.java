package lockstep.nn.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

  @TempDir private Path root;

  private void image(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    String format = name.endsWith("png") ? "png" : "jpeg";
    Files.write(file, TestImages.file(TestImages.some(8, 8, 3, name.length()), format));
  }

  private void text(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "no image");
  }

  private static List<String> origins(Dataset data) {
    return IntStream.range(0, data.size()).mapToObj(i -> data.get(i).origin()).toList();
  }

  private static int target(Sample sample) {
    return ((Tokens) sample.target()).values()[0];
  }

  @Test
  void folders_are_classes_in_the_order_of_their_names() throws IOException {
    image("b/2.png");
    image("b/10.JPG".toLowerCase(Locale.ROOT));
    image("a/z.jpeg");
    image("a/deep/er.png");
    text("a/notes.txt");
    text("empty/notes.txt");
    text("b/.hidden.png");
    ImageFolder folder = ImageFolder.open(root);
    assertThat(folder.labels()).containsExactly("a", "b");
    assertThat(origins(folder)).containsExactly("a/deep/er.png", "a/z.jpeg", "b/10.jpg", "b/2.png");
    assertThat(target(folder.get(1))).isZero();
    assertThat(target(folder.get(2))).isEqualTo(1);
  }

  @Test
  void images_without_folders_have_no_class() throws IOException {
    image("2.png");
    image("1.png");
    ImageFolder folder = ImageFolder.open(root);
    assertThat(folder.labels()).isEmpty();
    assertThat(origins(folder)).containsExactly("1.png", "2.png");
    assertThat(folder.get(0).target().describe()).isEqualTo("tokens [0]");
  }

  @Test
  void parts_have_the_same_classes() throws IOException {
    image("train/a/1.png");
    image("train/b/1.png");
    image("train/c/1.png");
    image("test/c/2.png");
    var parts = ImageFolder.parts(root);
    assertThat(parts.keySet()).containsExactly("train", "test");
    assertThat(parts.values())
        .allSatisfy(p -> assertThat(p.labels()).containsExactly("a", "b", "c"));
    assertThat(parts.sequencedValues().getLast().get(0))
        .satisfies(s -> assertThat(target(s)).isEqualTo(2));
  }

  @Test
  void a_broken_file_stops_with_its_name() throws IOException {
    image("a/1.png");
    text("a/2.png");
    ImageFolder folder = ImageFolder.open(root);
    assertThat(folder.get(0).input().describe()).isEqualTo("image 8×8×3");
    assertThatThrownBy(() -> folder.get(1))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("a/2.png: expected a PNG, JPEG, GIF or BMP image");
  }

  @Test
  void broken_files_are_left_out_and_listed_when_asked() throws IOException {
    image("a/1.png");
    text("a/2.png");
    image("a/3.png");
    ImageFolder folder = ImageFolder.open(root).cached().skipBroken();
    assertThat(origins(folder)).containsExactly("a/1.png", "a/3.png");
    assertThat(folder.broken()).singleElement().asString().startsWith("a/2.png: expected");
  }

  @Test
  void cached_images_are_decoded_once() throws IOException {
    image("a/1.png");
    ImageFolder folder = ImageFolder.open(root).cached();
    var first = folder.get(0).input();
    Files.delete(root.resolve("a/1.png"));
    assertThat(folder.get(0).input()).isSameAs(first);
  }

  @Test
  void a_folder_without_images_is_refused() throws IOException {
    text("a/notes.txt");
    assertThatThrownBy(() -> ImageFolder.open(root))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "expected images (.png .jpg .jpeg .jpe .gif .bmp) or folders of them");
    assertThatThrownBy(() -> ImageFolder.parts(root))
        .hasMessageContaining("expected folders train, val or test, found none.");
    assertThatThrownBy(() -> ImageFolder.open(root.resolve("nowhere")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("nowhere: ");
  }
}
