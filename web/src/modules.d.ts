declare module 'table:*' {
  const rows: string[][];
  export default rows;
}
declare module '*.css';
declare const WORLD: string;
declare const REGION: string;
