// The encoder of QR codes. It is loaded with the first code, because few screens show one.
export { encode } from 'uqr';
