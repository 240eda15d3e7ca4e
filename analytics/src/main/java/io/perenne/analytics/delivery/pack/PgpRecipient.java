// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.pack;

import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/** Someone for whom files are encrypted, known by a public OpenPGP key. */
final class PgpRecipient {
  private static final int BUFFER = 1 << 16;

  @SuppressWarnings("JavaUtilDate") // the library knows no other
  private static final Comparator<PGPPublicKey> MADE =
      Comparator.comparing(key -> key.getCreationTime().toInstant());

  private final PGPPublicKey key;

  private PgpRecipient(PGPPublicKey key) {
    this.key = key;
  }

  /**
   * Reads a public key, armoured or not.
   *
   * @throws DeliveryFailedException if there is none with which one may encrypt
   */
  static PgpRecipient load(Path file, Instant now) {
    try (InputStream in =
        PGPUtil.getDecoderStream(new BufferedInputStream(Files.newInputStream(file)))) {
      PGPPublicKeyRingCollection rings =
          new PGPPublicKeyRingCollection(in, new BcKeyFingerprintCalculator());
      List<PGPPublicKey> usable = new ArrayList<>();
      for (PGPPublicKeyRing ring : rings) {
        if (isValid(ring.getPublicKey(), now)) {
          ring.getPublicKeys().forEachRemaining(usable::add);
        }
      }
      return usable.stream()
          .filter(key -> isValid(key, now) && isForEncryption(key))
          // a subkey made for encryption goes before a master key, and of several the newest
          .max(Comparator.comparing(PGPPublicKey::isMasterKey).reversed().thenComparing(MADE))
          .map(PgpRecipient::new)
          .orElseThrow(
              () ->
                  DeliveryFailedException.lasting(Texts.message("delivery.pgp.none", file), null));
    } catch (IOException | PGPException e) {
      throw DeliveryFailedException.lasting(Texts.message("delivery.pgp.unreadable", file), e);
    }
  }

  @SuppressWarnings("JavaUtilDate") // the library knows no other
  private static boolean isValid(PGPPublicKey key, Instant now) {
    long seconds = key.getValidSeconds(); // 0 for ever
    return !key.hasRevocation()
        && (seconds == 0 || now.isBefore(key.getCreationTime().toInstant().plusSeconds(seconds)));
  }

  /** Returns whether a key can encrypt and its owner, if he says what it is for, says so. */
  private static boolean isForEncryption(PGPPublicKey key) {
    if (!key.isEncryptionKey()) {
      return false;
    }
    int flags = 0;
    boolean flagged = false;
    for (Iterator<PGPSignature> all = key.getSignatures(); all.hasNext(); ) {
      PGPSignatureSubpacketVector said = all.next().getHashedSubPackets();
      if (said != null && said.hasSubpacket(SignatureSubpacketTags.KEY_FLAGS)) {
        flagged = true;
        flags |= said.getKeyFlags();
      }
    }
    return !flagged || (flags & (KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE)) != 0;
  }

  @SuppressWarnings("JavaUtilDate") // the library knows no other
  private static Date noDate() {
    return Date.from(Instant.EPOCH);
  }

  /** Returns a stream that encrypts what is written to it, with AES-256 and an integrity code. */
  OutputStream around(OutputStream out, String fileName) throws IOException {
    PGPEncryptedDataGenerator encryptor =
        new PGPEncryptedDataGenerator(
            new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                .setWithIntegrityPacket(true)
                .setSecureRandom(new SecureRandom()));
    encryptor.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(key));
    try {
      OutputStream encrypted = encryptor.open(out, new byte[BUFFER]);
      OutputStream literal =
          new PGPLiteralDataGenerator()
              .open(encrypted, PGPLiteralData.BINARY, fileName, noDate(), new byte[BUFFER]);
      return new ChainedStream(literal, encrypted, out);
    } catch (PGPException e) {
      throw new IOException("cannot encrypt for " + Long.toHexString(key.getKeyID()), e);
    }
  }

  /** Closes the packets from the inside out, which they do not do themselves. */
  private static final class ChainedStream extends java.io.FilterOutputStream {
    private final OutputStream encrypted;
    private final OutputStream last;

    ChainedStream(OutputStream literal, OutputStream encrypted, OutputStream last) {
      super(literal);
      this.encrypted = encrypted;
      this.last = last;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.close();
      encrypted.close();
      last.close();
    }
  }
}
