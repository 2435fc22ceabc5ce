document.getElementById('root')?.append('Figscope');
