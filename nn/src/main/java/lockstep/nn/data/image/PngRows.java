package lockstep.nn.data.image;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The rows of a PNG file, one after the other, decompressed and without their filters.
final class PngRows implements AutoCloseable {

  private final PngFile file;
  private final Inflater inflater = new Inflater();
  private final int back;
  private int chunk;
  private int length;
  private byte[] above = {};
  private byte[] row = {};

  PngRows(PngFile file) {
    this.file = file;
    back = file.header().pixelBytes();
    chunk = file.firstData();
    inflater.setInput(file.bytes(), chunk + 8, file.length(chunk));
  }

  /// Begins an image of rows of that many bytes: the whole one, or a pass of an interlaced one.
  void begin(int bytes) {
    length = bytes;
    above = new byte[bytes + 1];
    row = new byte[bytes + 1];
  }

  /// {@return the next row, from index 1 on; the next call but one writes over it}
  byte[] next() {
    byte[] swap = above;
    above = row;
    row = swap;
    fill();
    switch (row[0]) {
      case 0 -> {}
      case 1 -> left();
      case 2 -> up();
      case 3 -> average();
      case 4 -> paeth();
      default -> throw file.damaged(chunk, "a filter of 0 to 4", "filter " + row[0]);
    }
    return row;
  }

  /// Reads on to the check sum of the compressed data, which only then is compared.
  void finish() {
    byte[] rest = new byte[1];
    try {
      while (inflater.inflate(rest) == 0 && !inflater.finished()) {
        if (!refill()) {
          return;
        }
      }
    } catch (DataFormatException e) {
      throw file.damaged(chunk, "compressed pixels", String.valueOf(e.getMessage()));
    }
  }

  private void fill() {
    int at = 0;
    try {
      while (at <= length) {
        int count = inflater.inflate(row, at, length + 1 - at);
        at += count;
        if (count == 0 && (inflater.finished() || inflater.needsDictionary() || !refill())) {
          throw file.damaged(chunk, "more pixels", "the end of them");
        }
      }
    } catch (DataFormatException e) {
      throw file.damaged(chunk, "compressed pixels", String.valueOf(e.getMessage()));
    }
  }

  private boolean refill() {
    int next = file.nextData(chunk);
    if (next == 0) {
      return false;
    }
    chunk = next;
    inflater.setInput(file.bytes(), chunk + 8, file.length(chunk));
    return true;
  }

  private void left() {
    for (int i = back + 1; i <= length; i++) {
      row[i] += row[i - back];
    }
  }

  private void up() {
    for (int i = 1; i <= length; i++) {
      row[i] += above[i];
    }
  }

  private void average() {
    int first = Math.min(back, length);
    for (int i = 1; i <= first; i++) {
      row[i] += (byte) ((above[i] & 0xff) >> 1);
    }
    for (int i = first + 1; i <= length; i++) {
      row[i] += (byte) (((row[i - back] & 0xff) + (above[i] & 0xff)) >> 1);
    }
  }

  private void paeth() {
    int first = Math.min(back, length);
    for (int i = 1; i <= first; i++) {
      row[i] += above[i];
    }
    for (int i = first + 1; i <= length; i++) {
      int left = row[i - back] & 0xff;
      int up = above[i] & 0xff;
      int corner = above[i - back] & 0xff;
      int toLeft = Math.abs(up - corner);
      int toUp = Math.abs(left - corner);
      int toCorner = Math.abs(left + up - 2 * corner);
      int nearest = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
      row[i] += (byte) nearest;
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
