import type { LinkWording } from '../link-wording.js';

export const id: LinkWording = {
  locale: 'id-ID',
  over: {
    title: 'Tautan ini sudah tidak berlaku',
    text: 'Masa berlakunya habis, atau tautannya berubah di jalan. Buka kasusnya di Earshot.',
  },
  stop: { title: 'Hentikan surel ini?', text: 'Anda dapat mengaktifkannya lagi di Earshot.', button: 'Hentikan' },
  stopped: { title: 'Dihentikan', text: 'Anda tidak akan menerima surel ini lagi.' },
  action: {
    acknowledge: { button: 'Konfirmasi', done: 'Sudah dikonfirmasi.' },
    'assign-to-me': { button: 'Ambil kasus', done: 'Kasus ini milik Anda.' },
  },
  used: (what, time) => `Sudah dilakukan: ${what}, ${time}.`,
  changed: 'Sementara itu kasus ini berubah. Beginilah keadaannya sekarang.',
  notPossible: 'Itu tidak dapat dilakukan lagi.',
  noOwner: 'Belum ada penanggung jawab.',
  owner: (name) => `Penanggung jawab: ${name}.`,
  nothingDue: 'Tidak ada tenggat.',
  due: (time) => `Tenggat: ${time}.`,
  wasDue: (time) => `Tenggatnya ${time}.`,
  openCase: 'Buka kasus',
  openEarshot: 'Buka Earshot',
};
