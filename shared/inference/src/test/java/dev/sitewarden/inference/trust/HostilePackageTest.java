package dev.sitewarden.inference.trust;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages that mean harm are refused by name before anything but their signature is read. */
class HostilePackageTest {
  private static final byte[] HARMLESS = OnnxFile.model(OnnxFile.graph(OnnxFile.node("Conv")));
  private static final VerificationKey KEY = SignedPackage.KEY.verification();

  private final Path folder;
  private final SignedPackage made = new SignedPackage(HARMLESS);

  HostilePackageTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void anHonestPackageIsTakenAsArchiveAndAsFolder() throws IOException {
    assertThat(PackageVerification.verify(archive(made.signed()), KEY).files().keySet())
        .isEqualTo(made.files().keySet());
    assertThat(PackageVerification.verify(unpacked(made.signed()), KEY).files().keySet())
        .isEqualTo(made.files().keySet());
  }

  @Test
  void filesThatNobodySignedAreRefused() throws IOException {
    Map<PackagePath, byte[]> files = made.signed();
    files.put(new PackagePath("golden/2.jpg"), new byte[1]);

    assertRefused(archive(files), "it holds files that are not signed: [golden/2.jpg]");
    assertRefused(unpacked(files), "it holds files that are not signed: [golden/2.jpg]");
  }

  @Test
  void missingFilesAreRefused() throws IOException {
    Map<PackagePath, byte[]> files = made.signed();
    files.remove(new PackagePath("model.json"));

    assertRefused(archive(files), "it lacks files that are signed: [model.json]");
    assertRefused(unpacked(files), "it lacks files that are signed: [model.json]");
  }

  @Test
  void changedFilesAreRefused() throws IOException {
    Map<PackagePath, byte[]> files = made.signed();
    files.put(new PackagePath("model.onnx"), new byte[] {1});

    assertRefused(archive(files), "model.onnx has sha256 4bf5122f344554c5");
  }

  @Test
  void aPackageWithoutSignatureIsRefused() throws IOException {
    assertRefused(archive(made.files()), "it has no signature.json; sign it with");
  }

  @Test
  void aPackageOfAnotherSignerIsRefused() throws IOException {
    VerificationKey other = SigningKey.generate().verification();
    TarArchive archive = archive(made.signed());

    assertThatThrownBy(() -> PackageVerification.verify(archive, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it was made with another key");
  }

  // --- CVEs of ONNX (FIELD: external data, symbolic links, overwriting) ---

  @ParameterizedTest
  @ValueSource(
      strings = {"../../../etc/passwd", "sub/../../../../etc/passwd", "/etc/passwd", "model.onnx"})
  void cve_2022_25882_externalDataOutsideTheFolderIsRefused(String location) {
    assertScanRefuses(location);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"....//....//etc/passwd", "..\\..\\secret", "./../secret", "//etc/passwd", ".."})
  void cve_2024_27318_noSpellingOfAPathGetsAroundTheCheck(String location) {
    assertScanRefuses(location);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../.ssh/authorized_keys", "../store.json"})
  void cve_2025_51480_aPackageOverwritesNothing(String location) throws IOException {
    assertScanRefuses(location);

    byte[] tar = entry(location, '0', "", "overwritten".getBytes(UTF_8));
    assertRefused(archive(tar), "got '%s'".formatted(location));
  }

  @Test
  void cve_2026_27489_aSymbolicLinkToASecretIsRefused() throws IOException {
    assertRefused(
        archive(entry("model.onnx", '2', "/etc/shadow", new byte[0])),
        "model.onnx is a symbolic link");

    PackageFolder linked = unpacked(made.signed());
    Path model = linked.folder().resolve("model.onnx");
    Path secret = Files.write(folder.resolve("secret"), HARMLESS);
    Files.delete(model);
    Files.createSymbolicLink(model, secret);
    assertRefused(linked, "model.onnx is a symbolic link");
  }

  @Test
  void cve_2026_34447_aLinkedFolderIsNotFollowed() throws IOException {
    PackageFolder linked = unpacked(made.signed());
    Path golden = linked.folder().resolve("golden");
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(golden, elsewhere);
    Files.createSymbolicLink(golden, elsewhere);

    assertRefused(linked, "golden is a symbolic link");
    assertScanRefuses("golden/weights.bin");
  }

  @Test
  void cve_2026_34446_aHardLinkIsRefused() throws IOException {
    assertRefused(
        archive(entry("model.onnx", '1', "/etc/shadow", new byte[0])), "model.onnx is a hard link");

    PackageFolder linked = unpacked(made.signed());
    Path model = linked.folder().resolve("model.onnx");
    Files.createLink(folder.resolve("other-name"), model);
    assertRefused(linked, "model.onnx is a hard link");
  }

  @Test
  void cve_2026_34445_keysOfExternalDataAreNeverRead() {
    OnnxFile.Message key = OnnxFile.message().text(1, "__class__").text(2, "x");
    byte[] onnx = OnnxFile.model(OnnxFile.graph().message(5, OnnxFile.tensor().message(13, key)));

    assertThatThrownBy(() -> OnnxScan.requireHarmless(onnx))
        .hasMessage("it keeps a tensor in another file (external_data)");
  }

  // --- archives ---

  @ParameterizedTest
  @CsvSource({
    "3, a device or pipe",
    "4, a device or pipe",
    "5, a folder entry",
    "6, a device or pipe",
    "x, a PAX header",
    "g, a PAX header",
    "L, a GNU long name",
    "S, an entry of type 83"
  })
  void onlyPlainFilesAreTaken(char type, String kind) throws IOException {
    assertRefused(archive(entry("model.onnx", type, "", new byte[0])), "model.onnx is " + kind);
  }

  static List<Arguments> names() {
    return List.of(
        Arguments.of("../model.onnx"),
        Arguments.of("/model.onnx"),
        Arguments.of("golden/../model.onnx"),
        Arguments.of("golden//1.jpg"),
        Arguments.of("./model.onnx"),
        Arguments.of("a\\b"),
        Arguments.of("a/b/c"),
        Arguments.of(".hidden"),
        Arguments.of("C:model"),
        Arguments.of("model\n.onnx"),
        Arguments.of("mod\u00ebl"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void oddNamesAreRefused(String name) throws IOException {
    assertRefused(archive(entry(name, '0', "", new byte[1])), "a file in a model package is named");
  }

  @Test
  void aNameTwiceIsRefused() throws IOException {
    var twice = new ByteArrayOutputStream();
    twice.writeBytes(entry("model.onnx", '0', "", HARMLESS));
    twice.writeBytes(entry("model.onnx", '0', "", new byte[3]));

    assertRefused(archive(twice.toByteArray()), "it holds model.onnx twice");
  }

  @Test
  void aFileThatIsTooLargeIsRefusedBeforeItIsRead() throws IOException {
    byte[] header = new TarHeader("model.onnx", 1L << 32).write();

    assertRefused(archive(header), "model.onnx has 4294967296 bytes, a file may have at most");
  }

  @Test
  void cutOffArchivesAreRefused() throws IOException {
    byte[] whole = Files.readAllBytes(archive(made.signed()).file());
    for (int length = 0; length < whole.length - 1024; length += 511) {
      assertRefused(archive(Arrays.copyOf(whole, length)), "it ends ");
    }
  }

  @Test
  void bytesBehindTheEndAreRefused() throws IOException {
    byte[] whole = Files.readAllBytes(archive(made.signed()).file());
    byte[] longer = Arrays.copyOf(whole, whole.length + 512);
    longer[whole.length + 7] = 1;

    assertRefused(archive(longer), "it hides bytes");
  }

  @Test
  void whatIsNoArchiveIsRefused() throws IOException {
    byte[] zip = new byte[2048];
    Arrays.fill(zip, (byte) 'P');

    assertRefused(archive(zip), "no octal number");
  }

  private void assertRefused(PackageSource source, String message) {
    assertThatThrownBy(() -> PackageVerification.verify(source, KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("model package rejected: ")
        .hasMessageContaining(message);
  }

  private static void assertScanRefuses(String location) {
    byte[] onnx = OnnxFile.model(OnnxFile.graph().message(5, OnnxFile.externalTensor(location)));

    assertThatThrownBy(() -> OnnxScan.requireHarmless(onnx))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it keeps a tensor in another file (external_data)");
  }

  private TarArchive archive(Map<PackagePath, byte[]> files) {
    var archive = new TarArchive(folder.resolve("package.tar"));
    TarArchive.write(archive.file(), files);
    return archive;
  }

  private TarArchive archive(byte[] tar) throws IOException {
    return new TarArchive(Files.write(folder.resolve("package.tar"), tar));
  }

  private PackageFolder unpacked(Map<PackagePath, byte[]> files) throws IOException {
    Path root = Files.createDirectories(folder.resolve("package"));
    Files.createDirectories(root.resolve("golden"));
    for (Map.Entry<PackagePath, byte[]> file : files.entrySet()) {
      Files.write(root.resolve(file.getKey().value()), file.getValue());
    }
    return new PackageFolder(root);
  }

  /** One entry as no honest writer makes it. */
  private static byte[] entry(String name, char type, String link, byte[] content) {
    byte[] header = new TarHeader("x", content.length).write();
    header[0] = 0;
    byte[] nameBytes = name.getBytes(ISO_8859_1);
    System.arraycopy(nameBytes, 0, header, 0, nameBytes.length);
    byte[] linkBytes = link.getBytes(ISO_8859_1);
    System.arraycopy(linkBytes, 0, header, 157, linkBytes.length);
    header[156] = (byte) type;
    Arrays.fill(header, 148, 156, (byte) ' ');
    long sum = 0;
    for (byte one : header) {
      sum += one & 0xff;
    }
    byte[] digits = "%06o\0 ".formatted(sum).getBytes(ISO_8859_1);
    System.arraycopy(digits, 0, header, 148, digits.length);
    byte[] padded = Arrays.copyOf(content, (content.length + 511) / 512 * 512);
    byte[] entry = Arrays.copyOf(header, header.length + padded.length);
    System.arraycopy(padded, 0, entry, header.length, padded.length);
    return entry;
  }
}
