package lockstep.nn.data.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Sound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavTest {

  private static Sound read(WavBytes bytes) {
    return Wav.read(bytes.file(), "a.wav");
  }

  private static WavBytes wav() {
    return new WavBytes();
  }

  @Test
  void eight_bits_count_from_0_to_255_around_128() {
    Sound sound = read(wav().format(1, 1, 8000, 8).chunk("data", (byte) 0, (byte) 128, (byte) -1));
    assertThat(sound.samples()).containsExactly(-1, 0, 127 / 128f);
    assertThat(sound.rate()).isEqualTo(8000);
  }

  @Test
  void sixteen_bits_of_two_channels_keep_their_order() {
    byte[] data =
        WavBytes.bytes(
            WavBytes.little(8)
                .putShort((short) -32768)
                .putShort((short) 32767)
                .putShort((short) 1)
                .putShort((short) -1));
    Sound sound = read(wav().format(1, 2, 44100, 16).chunk("data", data));
    assertThat(sound.channels()).isEqualTo(2);
    assertThat(sound.length()).isEqualTo(2);
    assertThat(sound.samples()).containsExactly(-1, 32767 / 32768f, 1 / 32768f, -1 / 32768f);
  }

  @Test
  void twenty_four_bits_have_a_sign() {
    byte[] data = {0, 0, (byte) 128, -1, -1, 127, -1, -1, -1, 1, 2, 3};
    Sound sound = read(wav().format(1, 1, 48000, 24).chunk("data", data));
    assertThat(sound.samples())
        .containsExactly(-1, 8388607 / 8388608f, -1 / 8388608f, 0x030201 / 8388608f);
  }

  @Test
  void thirty_two_bits_and_floats_of_both_sizes_are_read() {
    byte[] whole = WavBytes.bytes(WavBytes.little(8).putInt(Integer.MIN_VALUE).putInt(1 << 30));
    assertThat(read(wav().format(1, 1, 8000, 32).chunk("data", whole)).samples())
        .containsExactly(-1, 0.5f);
    byte[] single = WavBytes.bytes(WavBytes.little(8).putFloat(0.25f).putFloat(-1.5f));
    assertThat(read(wav().format(3, 1, 8000, 32).chunk("data", single)).samples())
        .containsExactly(0.25f, -1.5f);
    byte[] twice = WavBytes.bytes(WavBytes.little(8).putDouble(0.1));
    assertThat(read(wav().format(3, 1, 8000, 64).chunk("data", twice)).samples())
        .containsExactly(0.1f);
  }

  @Test
  void an_extensible_header_says_its_subformat() {
    byte[] data = WavBytes.bytes(WavBytes.little(24).putFloat(4, 1));
    Sound sound = read(wav().extensible(3, 6, 48000, 32).chunk("data", data));
    assertThat(sound.channels()).isEqualTo(6);
    assertThat(sound.samples()).containsExactly(0, 1, 0, 0, 0, 0);
  }

  @Test
  void other_chunks_and_odd_ones_are_passed_over() {
    WavBytes bytes =
        wav()
            .chunk("JUNK", new byte[7])
            .format(1, 1, 8000, 8)
            .chunk("LIST", new byte[13])
            .chunk("fact", new byte[4])
            .chunk("data", (byte) 128, (byte) 192, (byte) 64)
            .chunk("LIST", new byte[3]);
    assertThat(read(bytes).samples()).containsExactly(0, 0.5f, -0.5f);
  }

  @Test
  void streamed_files_are_read_to_their_end() {
    byte[] data = {(byte) 128, (byte) 192, (byte) 64, (byte) 128};
    byte[] ffmpeg =
        wav().format(1, 1, 8000, 8).chunk("data", 0xFFFF_FFFFL, data).file(0xFFFF_FFFFL);
    assertThat(Wav.read(ffmpeg, "a.wav").length()).isEqualTo(4);
    byte[] unfinished = wav().format(1, 1, 8000, 8).chunk("data", 0, data).file(0);
    assertThat(Wav.read(unfinished, "a.wav").length()).isEqualTo(4);
    byte[] torn = wav().format(1, 2, 8000, 16).chunk("data", 0x7FFF_FFFFL, new byte[6]).file();
    assertThat(Wav.read(torn, "a.wav").length()).isEqualTo(1);
  }

  @Test
  void a_cut_file_is_refused_where_it_ends() {
    byte[] cut = wav().format(1, 1, 8000, 16).chunk("data", 100, new byte[60]).file();
    assertThatThrownBy(() -> Wav.read(cut, "a.wav"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "a.wav: byte 36: expected 100 bytes of data, found 60 up to the end of the file."
                + " It was cut: get it again.");
  }

  @Test
  void an_empty_recording_is_refused() {
    assertThatThrownBy(() -> read(wav().format(1, 1, 8000, 16).chunk("data")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("a.wav: byte 36: expected whole moments of 2 bytes, one or more");
  }

  @Test
  void compressed_samples_are_refused_by_name_with_a_way_out() {
    assertThatThrownBy(() -> read(wav().format(7, 1, 8000, 8).chunk("data", (byte) 1)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "a.wav: byte 20: expected PCM or float samples, found µ-law (format 7). Convert it"
                + " first, for example to 16-bit PCM: ffmpeg -i in.wav -c:a pcm_s16le out.wav");
  }

  @Test
  void odd_formats_are_refused() {
    assertThatThrownBy(() -> read(wav().format(1, 1, 8000, 40)))
        .hasMessageContaining("expected 8, 16, 24 or 32 bits a sample, found 40");
    assertThatThrownBy(() -> read(wav().format(1, 0, 8000, 16)))
        .hasMessageContaining("found 0 channels at 8000 Hz");
    assertThatThrownBy(() -> read(wav().format(1, 1, -1, 16)))
        .hasMessageContaining("found 1 channels at 4294967295 Hz");
    byte[] align = wav().format(1, 1, 8000, 16).chunk("data", new byte[2]).file();
    align[32] = 3;
    assertThatThrownBy(() -> Wav.read(align, "a.wav"))
        .hasMessageContaining("expected 2 bytes for a moment of 1 channels of 16 bits, found 3");
  }

  @Test
  void a_sample_that_is_no_number_is_refused_at_its_byte() {
    byte[] data = WavBytes.bytes(WavBytes.little(8).putFloat(1).putFloat(Float.NaN));
    assertThatThrownBy(() -> read(wav().format(3, 1, 8000, 32).chunk("data", data)))
        .hasMessage("a.wav: byte 48: expected a finite sample, found NaN. The file is damaged.");
  }

  @Test
  void missing_and_misplaced_chunks_are_named() {
    assertThatThrownBy(() -> read(wav().chunk("data", new byte[4])))
        .hasMessageContaining("expected the format before the data");
    assertThatThrownBy(() -> read(wav())).hasMessageContaining("expected a chunk 'fmt '");
    assertThatThrownBy(() -> read(wav().format(1, 1, 8000, 16)))
        .hasMessageContaining("expected a chunk 'data'");
    assertThatThrownBy(() -> Wav.read(new byte[] {1, 2}, "a.wav"))
        .hasMessageStartingWith("a.wav: expected a WAV file");
  }

  @Test
  void what_is_written_is_read_again(@TempDir Path folder) throws Exception {
    float[] samples = {0, 0.5f, -1, 1, -0.25f, 32767 / 32768f};
    Path file = folder.resolve("a.wav");
    Wav.write(file, new Sound(16000, 2, samples));
    assertThat(Files.size(file)).isEqualTo(44 + 12);
    Sound sound = Wav.read(file);
    assertThat(sound.rate()).isEqualTo(16000);
    assertThat(sound.samples())
        .containsExactly(0, 0.5f, -1, 32767 / 32768f, -0.25f, 32767 / 32768f);
    assertThat(ByteBuffer.wrap(Files.readAllBytes(file)).getInt()).isEqualTo(0x52494646);
  }

  @Test
  void a_missing_file_is_named() {
    assertThatThrownBy(() -> Wav.read(Path.of("nowhere.wav")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("nowhere.wav: cannot be read");
  }
}
