import type { FormWording } from '../form-wording.js';

export const id: FormWording = {
  title: 'Ceritakan apa yang tidak beres',
  name: 'Nama',
  email: 'Alamat email',
  orderNumber: 'Nomor pesanan atau kontrak',
  topic: 'Tentang apa?',
  chooseTopic: 'Silakan pilih',
  text: 'Pesan Anda',
  textHint: 'Apa yang terjadi, dan apa yang Anda harapkan dari kami?',
  optional: '(opsional)',
  leaveEmpty: 'Biarkan kosong',
  send: 'Kirim',
  privacy: 'Bagaimana kami menggunakan data Anda',
  faults: {
    heading: 'Mohon periksa kolom berikut:',
    missing: 'Mohon isi kolom ini.',
    tooLong: 'Mohon persingkat hingga {{max}} karakter.',
    noAddress: 'Ini bukan alamat email. Yang benar: nama@example.com',
    noTopic: 'Mohon pilih salah satu topik.',
  },
  notices: {
    tooSoon: 'Mohon baca kembali pesan Anda lalu tekan Kirim sekali lagi.',
    expired: 'Formulir terbuka terlalu lama. Mohon tekan Kirim sekali lagi.',
    tooOften: 'Terlalu banyak pesan dari koneksi Anda. Silakan coba lagi dalam satu jam.',
    busy: 'Pesan Anda belum dapat disimpan. Mohon tekan Kirim lagi dalam satu menit.',
  },
  closed: 'Formulir ini sedang ditutup. Silakan hubungi kami dengan cara lain.',
  thanks: {
    heading: 'Terima kasih',
    text: 'Kami telah menerima pesan Anda dan akan menindaklanjutinya.',
  },
};
