package lockstep.nn.data.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Sound;
import lockstep.nn.data.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundFolderTest {

  private final Path folder;

  SoundFolderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private void write(String name, float... samples) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Wav.write(file, Tones.of(samples));
  }

  private static int target(Sample sample) {
    return ((Tokens) sample.target()).values()[0];
  }

  @Test
  void folders_are_classes() throws IOException {
    write("no/b.wav", 0.5f);
    write("no/a.WAV", 0.25f);
    write("yes/a.wav", -0.5f);
    Files.writeString(folder.resolve("yes/notes.txt"), "none of this");
    SoundFolder data = SoundFolder.of(folder);
    assertThat(data.labels()).containsExactly("no", "yes");
    assertThat(data.size()).isEqualTo(3);
    assertThat(IntStream.range(0, 3).mapToObj(i -> data.get(i).origin()))
        .containsExactly("no/a.WAV", "no/b.wav", "yes/a.wav");
    assertThat(target(data.get(2))).isEqualTo(1);
    assertThat(((Sound) data.get(0).input()).samples()).containsExactly(0.25f);
    assertThat(data.get(0)).isSameAs(data.get(0));
  }

  @Test
  void names_say_classes_and_more() throws IOException {
    write("7_theo_12.wav", 0.5f);
    write("7_theo_3.wav", 0.25f);
    write("3_lucas_0.wav", 0.125f);
    SoundFolder data = SoundFolder.named(folder, "{class}_{speaker}_{index}.wav");
    assertThat(data.labels()).containsExactly("3", "7");
    assertThat(data.parts("speaker")).containsExactly("lucas", "theo", "theo");
    SoundFolder some = data.where("speaker", "theo"::equals);
    assertThat(some.size()).isEqualTo(2);
    assertThat(some.labels()).containsExactly("3", "7");
    assertThat(target(some.get(0))).isEqualTo(1);
    SpokenDigits digits = SpokenDigits.of(folder);
    assertThat(digits.test().parts("index")).containsExactly("0", "3");
    assertThat(digits.train().parts("index")).containsExactly("12");
    assertThatThrownBy(() -> data.parts("age"))
        .hasMessage("SoundFolder: expected one of the parts [class, index, speaker], got 'age'.");
  }

  @Test
  void a_name_that_does_not_fit_is_refused() throws IOException {
    write("seven.wav", 0.5f);
    assertThatThrownBy(() -> SoundFolder.named(folder, "{class}_{index}.wav"))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(
            "seven.wav: expected a name like '{class}_{index}.wav'. Rename it or move it away.");
    assertThatThrownBy(() -> SoundFolder.named(folder, "{digit}.wav"))
        .hasMessageContaining("expected {class} and other parts, each once");
  }

  @Test
  void a_folder_without_recordings_is_refused() {
    assertThatThrownBy(() -> SoundFolder.of(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected a folder for each class with .wav files in it");
    assertThatThrownBy(() -> SoundFolder.of(folder.resolve("none")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected a folder that can be read");
  }

  @Test
  void a_broken_file_is_skipped_only_when_asked() throws IOException {
    write("a/1.wav", 0.5f);
    write("a/2.wav", 0.25f);
    Files.writeString(folder.resolve("a/1.wav"), "no sound");
    SoundFolder data = SoundFolder.of(folder);
    assertThatThrownBy(() -> data.get(0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1.wav: expected a WAV file");
    SoundFolder rest = data.skipBroken();
    assertThat(rest.size()).isEqualTo(1);
    assertThat(rest.get(0).origin()).isEqualTo("a/2.wav");
    assertThat(rest.broken()).hasSize(1).first().asString().contains("1.wav");
  }

  @Test
  void a_report_tells_what_is_doubtful() throws IOException {
    write("a/1.wav", 0.5f, -0.25f);
    write("a/2.wav", 0.5f, -0.25f);
    write("b/3.wav", 1, 1, 0, -1);
    write("b/4.wav", 0, 0);
    Files.writeString(folder.resolve("b/5.wav"), "no sound");
    SoundReport report = SoundReport.of(SoundFolder.of(folder));
    assertThat(report.files()).isEqualTo(4);
    assertThat(report.classes())
        .containsExactly(new SoundReport.Count("a", 2), new SoundReport.Count("b", 2));
    assertThat(report.rates()).containsExactly(new SoundReport.Count("8000 Hz", 4));
    assertThat(report.clipped()).containsExactly("b/3.wav");
    assertThat(report.silent()).containsExactly("b/4.wav");
    assertThat(report.duplicates()).containsExactly("a/2.wav = a/1.wav");
    assertThat(report.broken()).hasSize(1);
    assertThat(report.longest()).isEqualTo(4 / 8000.0);
    assertThat(report.text())
        .startsWith("4 recordings, 0.00 s in all\n")
        .contains("classes   a (2), b (2)\n", "duplicates: 1\n  a/2.wav = a/1.wav\n");
    assertThat(report.json().get("classes").text()).isEqualTo("{\"a\":2,\"b\":2}");
  }
}
