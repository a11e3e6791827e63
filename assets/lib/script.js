// Files that a page needs only once its reader does something are classic scripts: no
// other file can be read from a disk.

/** Loads a script; tells when it has run, or that it cannot be had. */
export function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = resolve;
    script.onerror = () => {
      script.remove();
      reject(new Error(address));
    };
    document.head.appendChild(script);
  });
}
